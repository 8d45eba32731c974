import { resolve } from "node:path";
import type { DescriptorSet } from "@postel/proto";
import { compileWhole } from "../build/compile-whole.ts";
import type { Compiled } from "../build/run-build.ts";
import { type ImageCache, imageCache } from "../cache/image-cache.ts";
import type { CompileOptions } from "../compile-options.ts";
import type { FolderSource } from "../source/source.ts";
import { compileChanged } from "./compile-changed.ts";
import { buildKey, lastBuild, noteBuild } from "./folder-builds.ts";
import { type ListedSide, listFolderSide, type OpenSide } from "./open-side.ts";
import { isBuildOf } from "./source-files.ts";
import { targetsOf } from "./targets-of.ts";

/** A compiled source, and the files that it was compiled from where that is certain. */
export interface KnownSource {
  readonly compiled: Compiled;
  readonly side: OpenSide | undefined;
}

/** A build that shares fewer of its files with the last one that was kept is kept as well: one in so many. */
const DRIFT = 20;

/**
 * Compiles a large folder whole: takes what was compiled from the same files before, or else compiles what differs from the
 * folder's last build; only where neither is there, all of it. With `open` a cached image is read file by file on first use.
 */
export async function compileFolder(
  source: FolderSource,
  options: CompileOptions,
  how: "load" | "open" = "load",
  known?: ListedSide,
): Promise<KnownSource> {
  const folder = resolve(options.cwd ?? process.cwd(), source.path);
  const listed = known ?? (await listFolderSide(folder, folder).catch(() => undefined));
  const side = await listed?.open("sha1").catch(() => undefined);
  if (listed === undefined || side === undefined)
    return { compiled: await compileWhole(source, options), side: undefined };
  const cache = imageCache();
  const key = await buildKey(side);
  const found = await cache[how](key);
  if (found !== undefined) return { compiled: { kind: "ok", set: found }, side };
  const since = await sinceLast({ source, options, side, folder }, (last) => cache[how](last));
  const compiled: Compiled = since ? { kind: "ok", set: since.set } : await compileWhole(source, options);
  // What somebody wrote to meanwhile may have been compiled as it was before or after.
  const isCertain = listed.stamp() === side.stamp?.();
  if (compiled.kind === "ok" && isCertain && since?.isNear !== true)
    await keep(cache, folder, { key, side }, compiled.set);
  return { compiled, side: isCertain ? side : undefined };
}

interface Opened {
  readonly source: FolderSource;
  readonly options: CompileOptions;
  readonly side: OpenSide;
  readonly folder: string;
}

async function sinceLast(
  { source, options, side, folder }: Opened,
  read: (key: string) => Promise<DescriptorSet | undefined>,
): Promise<{ set: DescriptorSet; isNear: boolean } | undefined> {
  const last = await lastBuild(folder);
  if (last === undefined || last.side.layout !== side.layout) return undefined;
  const base = await read(last.key);
  if (base === undefined || !isBuildOf(base, last.side.files)) return undefined;
  const targets = targetsOf(source, side, options);
  const set = await compileChanged({ files: last.side.files, set: base }, side.files, targets).catch(() => undefined);
  if (set === undefined) return undefined;
  const kept = new Set(base.files);
  const fresh = set.files.filter((file) => !kept.has(file)).length;
  return { set, isNear: fresh * DRIFT <= set.files.length };
}

async function keep(
  cache: ImageCache,
  folder: string,
  { key, side }: { key: string; side: OpenSide },
  set: DescriptorSet,
): Promise<void> {
  if (!isBuildOf(set, side.files)) return;
  await cache.store(key, set);
  await noteBuild(folder, { key, side });
}
