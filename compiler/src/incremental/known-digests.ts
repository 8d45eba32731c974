import { hash } from "node:crypto";
import { lstatSync, type Stats } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder } from "../cache/cache-folder.ts";
import { evict } from "../cache/evict.ts";
import { readGuarded, writeGuarded } from "../cache/guarded-file.ts";
import type { TreeEntry } from "../git/read-git-tree.ts";
import { type BlobAlgorithm, blobId } from "./blob-id.ts";

/** A file's digest is remembered once nothing has touched the file for so long, in milliseconds: clocks are coarse. */
const SETTLED_AFTER = 3000;

/** Bytes that the stores of all folders together may take. */
const MAX_BYTES = 2 ** 26;

const SUFFIX = ".digests";
const MAGIC = "postel-digests-1";

/** Digests of a folder's files, each with the state that the file was in. */
type Known = Record<string, readonly [state: string, digest: string]>;

/** Files of a folder and what they held. */
export interface DigestedFiles {
  readonly entries: readonly TreeEntry[];
  /** What `stampOf` would have said before each file was read. */
  stamp(): string;
}

/**
 * Digests files of a folder as git does. What was digested before and has the same size, times and inode is not read again;
 * a file that was touched a moment ago always is.
 */
export async function digestFiles(
  folder: string,
  paths: readonly string[],
  algorithm: BlobAlgorithm,
): Promise<DigestedFiles> {
  const store = join(cacheFolder(), "digests", `${hash("sha256", JSON.stringify([folder, algorithm]))}${SUFFIX}`);
  const known = await load(store);
  const now = Date.now();
  const found: Known = Object.create(null);
  const states: string[] = [];
  let isNew = false;
  const entries = paths.map((path) => {
    const file = `${folder}/${path}`;
    const info = lstatSync(file);
    const state = stateOf(info);
    const before = known[path];
    states.push(state);
    const blob = before?.[0] === state ? before[1] : blobId(file, algorithm);
    if (isSettled(info, now)) found[path] = [state, blob];
    if (before?.[0] !== state && isSettled(info, now)) isNew = true;
    return { path, blob };
  });
  if (isNew) await save(store, found).catch(() => undefined);
  return { entries, stamp: () => digestStates(paths, states) };
}

/** Tells files that nobody wrote to from others: a digest of their paths, sizes, times and inodes. */
export function stampOf(folder: string, paths: readonly string[]): string {
  const states = paths.map((path) => {
    const info = lstatSync(`${folder}/${path}`, { throwIfNoEntry: false });
    return info === undefined ? "" : stateOf(info);
  });
  return digestStates(paths, states);
}

function digestStates(paths: readonly string[], states: readonly string[]): string {
  const lines = paths.map((path, at) => JSON.stringify([path, states[at]]));
  return hash("sha256", lines.sort().join("\n"));
}

function stateOf({ size, mtimeMs, ctimeMs, ino, dev }: Stats): string {
  return `${size} ${mtimeMs} ${ctimeMs} ${ino} ${dev}`;
}

function isSettled({ mtimeMs, ctimeMs }: Stats, now: number): boolean {
  return Math.max(mtimeMs, ctimeMs) + SETTLED_AFTER < now;
}

async function load(store: string): Promise<Known> {
  const text = await readGuarded(store, MAGIC);
  return Object.assign(Object.create(null), text === undefined ? {} : JSON.parse(text));
}

async function save(store: string, known: Known): Promise<void> {
  await writeGuarded(store, MAGIC, JSON.stringify(known));
  await evict(dirname(store), MAX_BYTES, SUFFIX);
}
