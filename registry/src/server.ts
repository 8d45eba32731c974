import { readFileSync } from "node:fs";
import type { FastifyServerOptions } from "fastify";
import { buildApp } from "./app.ts";
import { RegistryError } from "./errors.ts";
import { judgeWithCompat } from "./service/judge-with-compat.ts";
import { createRegistry } from "./service/registry.ts";
import { openSqliteStore } from "./store/sqlite/sqlite-store.ts";

/** How to run a registry. */
export interface StartOptions {
  /** Address to listen on. Default: 127.0.0.1. */
  readonly host?: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** Folder of the database; made when it is missing. */
  readonly dataDir: string;
  /** Fastify's logger settings. Default: no log. */
  readonly logger?: FastifyServerOptions["logger"];
}

/** A registry that listens. */
export interface RunningRegistry {
  /** Such as `http://127.0.0.1:8081`. */
  readonly url: string;
  /** Ends the requests under way, then the store. */
  close(): Promise<void>;
}

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

/** Starts a registry; resolves when it is ready. Throws RegistryError PORT_BUSY, FOLDER_UNUSABLE or NOT_LOOPBACK. */
export async function startRegistry({
  host = "127.0.0.1",
  port,
  dataDir,
  logger,
}: StartOptions): Promise<RunningRegistry> {
  if (!LOOPBACK.has(host)) throw new RegistryError("NOT_LOOPBACK", { host });
  const store = await openSqliteStore(dataDir);
  let ready = true;
  const registry = createRegistry({ store, judge: judgeWithCompat, now: Date.now });
  const deps = {
    registry,
    subjects: store.subjects,
    packages: store.packages,
    isReady: () => ready,
    version: ownVersion(),
  };
  const app = buildApp(logger === undefined ? deps : { ...deps, logger });
  const close = async () => {
    ready = false;
    await app.close();
    await store.close();
  };
  try {
    return { url: await app.listen({ host, port }), close };
  } catch (cause) {
    await close();
    if (isAddressInUse(cause)) throw new RegistryError("PORT_BUSY", { host, port }, cause);
    throw cause;
  }
}

function isAddressInUse(reason: unknown): boolean {
  return reason instanceof Error && "code" in reason && reason.code === "EADDRINUSE";
}

function ownVersion(): string {
  return JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version;
}
