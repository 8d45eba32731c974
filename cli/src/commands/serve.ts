import { resolve } from "node:path";
import type { Handler } from "../args/command.ts";
import type { serveSpec } from "./serve-spec.ts";

/** Runs a registry until a signal asks it to stop. */
export const serve: Handler<typeof serveSpec> = async ({ port, host, data, json }, io) => {
  const { startRegistry } = await import("@postel/registry");
  const stopped = signal();
  const registry = await startRegistry({ host, port, dataDir: resolve(io.cwd, data) });
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
