import type { Handler } from "../args/command.ts";
import { storePlace } from "../registry-store/store-place.ts";
import type { serveSpec } from "./serve-spec.ts";

/** Runs a registry until a signal asks it to stop. */
export const serve: Handler<typeof serveSpec> = async (
  { port, host, tokens, behindProxy, logLevel, json, ...place },
  io,
) => {
  const { startRegistry } = await import("@postel/registry");
  const stopped = signal();
  const log = { level: logLevel, write: io.err };
  const registry = await startRegistry({
    host,
    port,
    behindProxy,
    ...(tokens && { tokens }),
    log,
    ...storePlace(place, io),
  });
  io.out(json ? `${JSON.stringify({ version: 1, url: registry.url })}\n` : `${registry.url}\n`);
  io.err(`${await stopped}: stopping\n`);
  await registry.close();
  return "clean";
};

function signal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const name of ["SIGTERM", "SIGINT"] as const) process.once(name, resolve);
  });
}
