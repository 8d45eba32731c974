import { resolve } from "node:path";
import type { Handler } from "../args/command.ts";
import { backupText } from "../registry-store/backup-text.ts";
import { storePlace } from "../registry-store/store-place.ts";
import type { backupSpec } from "./backup-spec.ts";

/** Writes a backup of a registry's store, or checks one. */
export const backup: Handler<typeof backupSpec> = async ({ file, check, json, ...place }, io) => {
  const { backUp, checkBackup } = await import("@postel/registry");
  const path = resolve(io.cwd, file);
  const summary = check ? await checkBackup(path) : await backUp(storePlace(place, io), path);
  io.out(backupText(file, summary, json));
  return "clean";
};
