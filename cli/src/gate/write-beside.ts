import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { writeAtomically } from "../release/write-atomically.ts";

/**
 * Writes files that stand beside their .proto files, by path in the module, and removes those without a text; returns them as
 * people see them. Throws CliError NOT_WRITABLE.
 */
export async function writeBeside(
  files: ReadonlyMap<string, string | undefined>,
  show: (path: string) => string,
  cwd: string,
): Promise<string[]> {
  const written: string[] = [];
  for (const [path, text] of files) {
    const [stem = "", ending = ""] = path.split(/(\.\w+\.\w+)$/);
    const shown = show(`${stem}.proto`).replace(/\.proto$/, ending);
    const file = resolve(cwd, shown);
    if (text === undefined) await rm(file, { force: true });
    else await writeAtomically(file, new TextEncoder().encode(text));
    written.push(shown);
  }
  return written;
}
