import { accessSync, constants, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder and what is missing above it, and checks that it can be written to. Throws what the system says. Node's own recursive
 * mkdir never ends in file systems such as /proc, where a parent exists and cannot hold anything.
 */
export function makeFolder(folder: string): void {
  for (const path of missing(folder).toReversed()) makeOne(path);
  accessSync(folder, constants.W_OK | constants.X_OK);
}

/** The folders to make, innermost first. */
function missing(folder: string): string[] {
  const found: string[] = [];
  for (let path = folder; ; path = dirname(path)) {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isDirectory()) return found;
    if (stats !== undefined) throw new Error(`${path} is not a folder`);
    if (dirname(path) === path) return found;
    found.push(path);
  }
}

/** Another process may make the same folder at this moment. */
function makeOne(path: string): void {
  try {
    mkdirSync(path, 0o700);
  } catch (reason) {
    if (!(reason instanceof Error && "code" in reason && reason.code === "EEXIST")) throw reason;
  }
}
