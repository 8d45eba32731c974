import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** A file that a killed process left half-written is removed once it is this old, in milliseconds. */
const ABANDONED_AFTER = 3_600_000;

/**
 * Removes the entries of a folder that were used longest ago, until the rest takes no more than `maxBytes`. Entries are the
 * files whose names end with `suffix`.
 */
export async function evict(folder: string, maxBytes: number, suffix: string): Promise<void> {
  const names = await readdir(folder);
  const entries = await Promise.all(
    names.map(async (name) => ({ name, info: await stat(join(folder, name)).catch(() => undefined) })),
  );
  const remove = (name: string) => rm(join(folder, name), { force: true });
  let total = 0;
  for (const { name, info } of entries.sort((a, b) => (b.info?.mtimeMs ?? 0) - (a.info?.mtimeMs ?? 0))) {
    if (info === undefined) continue;
    const isEntry = name.endsWith(suffix);
    if (isEntry) total += info.size;
    if (isEntry ? total > maxBytes : Date.now() - info.mtimeMs > ABANDONED_AFTER) await remove(name);
  }
}
