import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { writeAtomically } from "../release/write-atomically.ts";
import { GOLDENS } from "./files-beside.ts";
import type { GateReport } from "./gate.ts";

/**
 * Writes goldens files beside their .proto files, and removes those that hold none any more; returns them as people see them.
 * Throws CliError NOT_WRITABLE.
 */
export async function writeGoldens(
  goldens: GateReport["goldens"],
  show: (path: string) => string,
  cwd: string,
): Promise<string[]> {
  const written: string[] = [];
  for (const [path, text] of goldens) {
    const shown = show(`${path.slice(0, -GOLDENS.length)}.proto`).replace(/\.proto$/, GOLDENS);
    const file = resolve(cwd, shown);
    if (text === undefined) await rm(file, { force: true });
    else await writeAtomically(file, new TextEncoder().encode(text));
    written.push(shown);
  }
  return written;
}
