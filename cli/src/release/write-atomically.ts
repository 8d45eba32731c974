import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { CliError } from "../errors.ts";

/** Writes a file whole or not at all, with its folder. Throws CliError NOT_WRITABLE. */
export async function writeAtomically(path: string, content: Uint8Array): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(draft, content);
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => {});
    const why = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw new CliError("NOT_WRITABLE", { path }, { why, cause });
  }
}
