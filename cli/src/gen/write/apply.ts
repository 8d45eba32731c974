import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { CliError } from "../../errors.ts";
import type { Difference, Plan } from "../plan/plan.ts";

/**
 * Makes the disk as planned where it differs: each file appears whole or not at all, stale ones go, the lock comes last.
 * Throws NOT_WRITABLE.
 */
export async function apply({ files }: Plan, differences: readonly Difference[], folder: string): Promise<void> {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const lockLast = differences.toSorted((a, b) => Number(a.kind === "lock") - Number(b.kind === "lock"));
  for (const { path } of lockLast) {
    const text = texts.get(path);
    try {
      await (text === undefined ? rm(join(folder, path), { force: true }) : replace(join(folder, path), text));
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new CliError("NOT_WRITABLE", { path: join(folder, path) }, { why, cause });
    }
  }
}

async function replace(path: string, text: string): Promise<void> {
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}`);
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(beside, text);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
