import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type DescriptorSet, type SchemaFile, schemaFile } from "@postel/proto";
import { cacheFolder } from "./cache-folder.ts";
import { digestOf, type Entry, encodeEntry, FIRST_LINE_BYTES, readFirstLine, readHeader } from "./entry-format.ts";
import { evict } from "./evict.ts";
import { lazyFiles } from "./lazy-files.ts";

/** Bytes that all entries together may take. */
const MAX_BYTES = 2 ** 30;

/** Compiled images on disk by the digest of what they were compiled from. A damaged entry is as good as none. */
export interface ImageCache {
  /** Reads an entry whole and checks all of it; a damaged one is removed. */
  load(key: string): Promise<DescriptorSet | undefined>;
  /**
   * Opens an entry without reading its descriptors: each is read and checked on first use, which throws CompilerError
   * `cache_damaged` and removes the entry when it is not what was stored.
   */
  open(key: string): Promise<DescriptorSet | undefined>;
  /** Stores an image, all of it or nothing, and removes what was used longest ago when there is too much. */
  store(key: string, set: DescriptorSet): Promise<void>;
}

/** Opens the cache of images. What the disk refuses (no space, no permission) makes it slower, never wrong. */
export function imageCache(folder = join(cacheFolder(), "images"), maxBytes = MAX_BYTES): ImageCache {
  const fileOf = (key: string) => join(folder, `${key}.image`);
  return {
    load: async (key) => orNothing(() => load(fileOf(key), key)),
    open: async (key) => orNothing(() => openLazily(fileOf(key), key)),
    store: async (key, set) => {
      await orNothing(() => store(folder, fileOf(key), encodeEntry(key, set), maxBytes));
    },
  };
}

async function orNothing<T>(use: () => Promise<T>): Promise<T | undefined> {
  try {
    return await use();
  } catch {
    return undefined;
  }
}

async function load(file: string, key: string): Promise<DescriptorSet | undefined> {
  const bytes = await readFile(file);
  const line = readFirstLine(bytes);
  const entry = line && readHeader(key, line.digest, bytes.subarray(line.start, line.end), line.end);
  const files = entry?.end === bytes.length ? cut(entry, bytes) : undefined;
  if (files === undefined) await rm(file, { force: true });
  else await touch(file);
  return files === undefined ? undefined : { files };
}

function cut(entry: Entry, bytes: Uint8Array): SchemaFile[] | undefined {
  const files: SchemaFile[] = [];
  let position = entry.start;
  for (const listed of entry.files) {
    const content = bytes.subarray(position, position + listed.size);
    if (digestOf(content) !== listed.digest) return undefined;
    files.push(schemaFile(listed.path, content, listed.isImport));
    position += listed.size;
  }
  return files;
}

async function openLazily(file: string, key: string): Promise<DescriptorSet | undefined> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(FIRST_LINE_BYTES), 0, FIRST_LINE_BYTES, 0);
    const line = readFirstLine(buffer);
    if (line === undefined) return undefined;
    const size = line.end - line.start;
    const header = await handle.read(Buffer.alloc(size), 0, size, line.start);
    const entry = readHeader(key, line.digest, header.buffer, line.end);
    if (entry === undefined || (await handle.stat()).size !== entry.end) return undefined;
    await touch(file);
    return { files: lazyFiles(file, entry) };
  } finally {
    await handle.close();
  }
}

/** Written beside its place and renamed into it, so that a reader sees all of it or nothing, whoever else writes or dies. */
async function store(folder: string, file: string, parts: readonly Uint8Array[], maxBytes: number): Promise<void> {
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  if (size > maxBytes) return;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const partial = join(folder, `${process.pid}-${randomBytes(6).toString("hex")}.partial`);
  try {
    await writeFile(partial, Buffer.concat(parts), { flag: "wx", mode: 0o600 });
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
  await evict(folder, maxBytes, ".image");
}

/** Entries are removed by when they were last used. */
async function touch(file: string): Promise<void> {
  const now = new Date();
  await utimes(file, now, now).catch(() => undefined);
}
