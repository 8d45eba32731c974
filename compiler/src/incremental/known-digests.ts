import { hash } from "node:crypto";
import { lstatSync, type Stats } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { cacheFolder } from "../cache/cache-folder.ts";
import { evict } from "../cache/evict.ts";
import { type BlobAlgorithm, blobId } from "./blob-id.ts";

/** A file's digest is remembered once nothing has touched the file for so long, in milliseconds: clocks are coarse. */
const SETTLED_AFTER = 3000;

/** Bytes that the stores of all folders together may take. */
const MAX_BYTES = 2 ** 26;

const SUFFIX = ".digests";
const MAGIC = "postel-digests-1";

/** Digests of a folder's files, each with the state that the file was in. */
type Known = Record<string, readonly [state: string, digest: string]>;

/**
 * Digests files of a folder as git does. What was digested before and has the same size, times and inode is not read again;
 * a file that was touched a moment ago always is.
 */
export async function digestFiles(
  folder: string,
  paths: readonly string[],
  algorithm: BlobAlgorithm,
): Promise<{ path: string; blob: string }[]> {
  const store = join(cacheFolder(), "digests", `${hash("sha256", JSON.stringify([folder, algorithm]))}${SUFFIX}`);
  const known = await load(store);
  const now = Date.now();
  const found: Known = Object.create(null);
  let isNew = false;
  const entries = paths.map((path) => {
    const file = `${folder}/${path}`;
    const info = lstatSync(file);
    const state = stateOf(info);
    const before = known[path];
    const blob = before?.[0] === state ? before[1] : blobId(file, algorithm);
    if (isSettled(info, now)) found[path] = [state, blob];
    if (before?.[0] !== state && isSettled(info, now)) isNew = true;
    return { path, blob };
  });
  if (isNew) await save(store, found).catch(() => undefined);
  return entries;
}

function stateOf({ size, mtimeMs, ctimeMs, ino, dev }: Stats): string {
  return `${size} ${mtimeMs} ${ctimeMs} ${ino} ${dev}`;
}

function isSettled({ mtimeMs, ctimeMs }: Stats, now: number): boolean {
  return Math.max(mtimeMs, ctimeMs) + SETTLED_AFTER < now;
}

/** The first line digests the second, so that a damaged store is as good as none. */
async function load(store: string): Promise<Known> {
  const nothing: Known = Object.create(null);
  const text = await readFile(store, "utf8").catch(() => "");
  const end = text.indexOf("\n");
  if (end < 0 || text.slice(0, end) !== `${MAGIC} ${hash("sha256", text.slice(end + 1))}`) return nothing;
  return Object.assign(nothing, JSON.parse(text.slice(end + 1)));
}

async function save(store: string, known: Known): Promise<void> {
  const content = JSON.stringify(known);
  const partial = `${store}.${process.pid}.partial`;
  await mkdir(dirname(store), { recursive: true, mode: 0o700 });
  try {
    await writeFile(partial, `${MAGIC} ${hash("sha256", content)}\n${content}`, { mode: 0o600 });
    await rename(partial, store);
  } finally {
    await rm(partial, { force: true });
  }
  await evict(dirname(store), MAX_BYTES, SUFFIX);
}
