import { resolve } from "node:path";
import type { Handler } from "../args/command.ts";
import { backupText } from "../registry-store/backup-text.ts";
import { storePlace } from "../registry-store/store-place.ts";
import type { restoreSpec } from "./restore-spec.ts";

/** Puts a backup into an empty store. */
export const restore: Handler<typeof restoreSpec> = async ({ file, json, ...place }, io) => {
  const registry = await import("@postel/registry");
  const summary = await registry.restore(storePlace(place, io), resolve(io.cwd, file));
  io.out(backupText(file, summary, json));
  return "clean";
};
