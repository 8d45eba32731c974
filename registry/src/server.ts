import { readFileSync } from "node:fs";
import type { FastifyInstance } from "fastify";
import { buildApp } from "./app.ts";
import { RegistryError } from "./errors.ts";
import { openStore, type StorePlace } from "./open-store.ts";
import { type LogTarget, logSettings } from "./operations/log-settings.ts";
import { createMetrics } from "./operations/metrics.ts";
import { readiness } from "./operations/readiness.ts";
import { passwordsIn } from "./operations/redact.ts";
import { ownFile } from "./own-file.ts";
import { seedModules } from "./remote/seed-modules.ts";
import { judgeWithCompat } from "./service/judge-with-compat.ts";
import { createRegistry } from "./service/registry.ts";
import type { Store } from "./store/store.ts";
import { watchStore } from "./store/watch-store.ts";

/** How to run a registry. */
export interface StartOptions extends StorePlace {
  /** Address to listen on. Default: 127.0.0.1. */
  readonly host?: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** Ask every request for a token. Default: on addresses that others can reach. */
  readonly tokens?: boolean;
  /** Believe `X-Forwarded-Proto` and `X-Forwarded-Host`: set it only behind a proxy that writes them itself. */
  readonly behindProxy?: boolean;
  /** Default: no log. */
  readonly log?: Omit<LogTarget, "secrets">;
}

/** A registry that listens. */
export interface RunningRegistry {
  /** Such as `http://127.0.0.1:8081`. */
  readonly url: string;
  /** Ends the requests under way, then the store. */
  close(): Promise<void>;
}

/** How long requests may go on after the end was asked for, in milliseconds. */
const PATIENCE = 10_000;
const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

/**
 * Starts a registry; resolves when it is ready. Throws RegistryError PORT_BUSY, FOLDER_UNUSABLE, DATABASE_UNUSABLE, NO_STORE or
 * NOT_LOOPBACK.
 */
export async function startRegistry(options: StartOptions): Promise<RunningRegistry> {
  const { host = "127.0.0.1", port, log } = options;
  const version = ownVersion();
  let app: FastifyInstance | undefined;
  const seeded = Promise.withResolvers<void>();
  let seeding: Promise<void> = Promise.resolve();
  const metrics = createMetrics(version);
  const opened = await openStore(options, { broken: (error) => app?.log.error(error), group: metrics.group });
  metrics.measure(opened);
  const store = watchStore(opened, metrics.store);
  const ready = readiness(store);
  const close = async () => {
    ready.stop();
    if (app !== undefined) await closeApp(app);
    await seeding;
    await store.close();
  };
  try {
    const guarded = await asksForTokens(options, store);
    const registry = createRegistry({ store, judge: judgeWithCompat, now: Date.now });
    const { subjects, packages, commits } = store;
    const deps = {
      ...(guarded && { tokens: store.tokens }),
      behindProxy: options.behindProxy ?? false,
      registry,
      subjects,
      packages,
      commits,
      isReady: ready.isReady,
      isLive: ready.isLive,
      seeded: seeded.promise,
      metrics,
      version,
    };
    const secrets = passwordsIn(options.postgres ?? "");
    app = buildApp(log === undefined ? deps : { ...deps, logger: logSettings({ ...log, secrets }) });
    const url = await app.listen({ host, port });
    // It takes as long as all before it, and only the buf face waits for it.
    seeding = seedModules({ store: commits, now: Date.now }).catch((cause) => app?.log.error(cause));
    seeding.then(seeded.resolve);
    return { url, close };
  } catch (cause) {
    await close();
    if (isAddressInUse(cause)) throw new RegistryError("PORT_BUSY", { host, port }, cause);
    throw cause;
  }
}

/** Ends the requests under way, but does not wait for ever for clients that stall. */
async function closeApp(app: FastifyInstance): Promise<void> {
  const late = setTimeout(() => app.server.closeAllConnections(), PATIENCE);
  // A connection whose last answer comes after the end was asked for would be kept alive for more requests.
  const idle = setInterval(() => app.server.closeIdleConnections(), 20);
  await app.close();
  clearTimeout(late);
  clearInterval(idle);
}

/** Strangers are never served without tokens, and tokens that nobody has would lock everybody out. */
async function asksForTokens({ host = "127.0.0.1", tokens }: StartOptions, store: Store): Promise<boolean> {
  const isLoopback = LOOPBACK.has(host);
  if (isLoopback) return tokens ?? false;
  const isUsable = (await store.tokens.list()).some((token) => token.revokedAt === 0);
  if (!isUsable || tokens === false) throw new RegistryError("NOT_LOOPBACK", { host });
  return true;
}

function isAddressInUse(reason: unknown): boolean {
  return reason instanceof Error && "code" in reason && reason.code === "EADDRINUSE";
}

function ownVersion(): string {
  return JSON.parse(readFileSync(ownFile("package.json"), "utf8")).version;
}
