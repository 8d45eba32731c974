import { hash } from "node:crypto";
import { dirname, join } from "node:path";
import { cacheFolder } from "../cache/cache-folder.ts";
import { evict } from "../cache/evict.ts";
import { readGuarded, writeGuarded } from "../cache/guarded-file.ts";
import { implicitVersion } from "../implicit/implicit-version.ts";
import { bufBinary } from "../process/buf-binary.ts";
import type { OpenSide } from "./open-side.ts";

/** Bytes that the notes on all folders together may take. */
const MAX_BYTES = 2 ** 26;

const SUFFIX = ".build";
const MAGIC = "postel-build-1";

/** What a folder held when it was compiled last, and the key of the image that came of it. */
export interface FolderBuild {
  readonly key: string;
  readonly side: Pick<OpenSide, "files" | "layout">;
}

/** Digests everything that the image of a side depends on: its files, its configuration, the compiler. */
export async function buildKey({ files, layout }: Pick<OpenSide, "files" | "layout">): Promise<string> {
  const inputs = [
    "folder",
    bufBinary().version,
    await implicitVersion(),
    layout,
    [...files].sort(([a], [b]) => (a < b ? -1 : 1)),
  ];
  return hash("sha256", JSON.stringify(inputs));
}

/** Recalls the last build of a folder. A note that was damaged, or does not fit what it tells of, is as good as none. */
export async function lastBuild(folder: string): Promise<FolderBuild | undefined> {
  const text = await readGuarded(noteOf(folder), MAGIC);
  if (text === undefined) return undefined;
  const { key, layout, files } = JSON.parse(text) as Note;
  const side = { layout, files: new Map(files) };
  // The compiler may be another one since.
  return (await buildKey(side)) === key ? { key, side } : undefined;
}

/** Notes the last build of a folder; what the disk refuses is forgotten. */
export async function noteBuild(folder: string, { key, side: { files, layout } }: FolderBuild): Promise<void> {
  const note: Note = { key, layout, files: [...files] };
  const file = noteOf(folder);
  try {
    await writeGuarded(file, MAGIC, JSON.stringify(note));
    await evict(dirname(file), MAX_BYTES, SUFFIX);
  } catch {
    // The next run compiles more.
  }
}

interface Note {
  readonly key: string;
  readonly layout: string;
  readonly files: [string, { path: string; digest: string; isTarget: boolean }][];
}

function noteOf(folder: string): string {
  return join(cacheFolder(), "builds", `${hash("sha256", folder)}${SUFFIX}`);
}
