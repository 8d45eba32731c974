import type { DescriptorSet } from "@postel/proto";
import type { Compiled } from "../build/run-build.ts";
import { imageCache } from "../cache/image-cache.ts";
import { compile } from "../compile.ts";
import type { CompileOptions } from "../compile-options.ts";
import { compileGitTree } from "../git/compile-git.ts";
import { withGitTree } from "../git/git-tree.ts";
import type { FolderSource, GitSource, Source } from "../source/source.ts";
import type { BlobAlgorithm } from "./blob-id.ts";
import { changesBetween, compileChanged } from "./compile-changed.ts";
import { compileFolder, type KnownSource } from "./compile-folder.ts";
import { type ListedSide, listFolderSide, type OpenSide, openTreeSide } from "./open-side.ts";
import { isBuildOf } from "./source-files.ts";
import { targetsOf } from "./targets-of.ts";

interface Input<S extends Source> {
  readonly source: S;
  readonly options: CompileOptions;
}

type Both = Readonly<{ before: Promise<Compiled>; after: Promise<Compiled> }>;

/**
 * Compiles a commit or folder, and what differs from it in `after`. Fewer than `many` files are compiled whole and at once. The
 * promises are given in an object, so that each can fail on its own.
 */
export async function compileOnKnown(
  before: Input<FolderSource | GitSource>,
  after: Input<FolderSource | GitSource>,
  many: number,
): Promise<Both> {
  const listed = list(after).catch(() => undefined);
  const { source, options } = before;
  if (source.kind === "folder") return compileOnFolder({ source, options }, after, await listed, many);
  return bothFrom(compileKnown(source, options, listed, many), after, listed, many);
}

/** A folder costs as much to compile as `after`: where they share too little, both are compiled at once. */
async function compileOnFolder(
  before: Input<FolderSource>,
  after: Input<FolderSource | GitSource>,
  listed: ListedSide | undefined,
  many: number,
): Promise<Both> {
  const base = await list(before).catch(() => undefined);
  const isNear = base !== undefined && listed !== undefined && listed.count >= many && (await areNear(base, listed));
  if (!isNear) return { before: compile(before.source, before.options), after: compile(after.source, after.options) };
  return bothFrom(compileFolder(before.source, before.options, "open", base), after, Promise.resolve(listed), many);
}

async function areNear(before: ListedSide, after: ListedSide): Promise<boolean> {
  const [from, to] = await Promise.all([before.open("sha1"), after.open("sha1")]).catch(() => []);
  if (from === undefined || to === undefined || from.layout !== to.layout) return false;
  return changesBetween(from.files, to.files).size * 2 < to.files.size;
}

function bothFrom(
  known: Promise<KnownSource>,
  after: Input<FolderSource | GitSource>,
  listed: Promise<ListedSide | undefined>,
  many: number,
): Both {
  return {
    before: known.then(({ compiled }) => compiled),
    after: listed.then((side) => compileAfter(after, side, known, many)),
  };
}

async function compileAfter(
  { source, options }: Input<FolderSource | GitSource>,
  side: ListedSide | undefined,
  known: Promise<KnownSource>,
  many: number,
): Promise<Compiled> {
  if (side === undefined || side.count < many) return compile(source, options);
  const found = await known.catch(() => undefined);
  const set = found && (await fromKnown(found, source, side, options).catch(() => undefined));
  return set === undefined ? compile(source, options) : { kind: "ok", set };
}

/** Compiles a commit or opens what the cache has of it, which is then read only as far as it is needed. */
function compileKnown(
  source: GitSource,
  options: CompileOptions,
  listed: Promise<ListedSide | undefined>,
  many: number,
): Promise<KnownSource> {
  return withGitTree(source, options, async (tree) => {
    const count = (await listed)?.count ?? 0;
    const isLarge = count >= many;
    const compiled = await compileGitTree(tree, source, options, imageCache(), isLarge ? "open" : "load");
    return { compiled, side: isLarge ? await openTreeSide(tree, source.subdir) : undefined };
  });
}

async function list({ source, options }: Input<FolderSource | GitSource>): Promise<ListedSide | undefined> {
  if (source.kind === "folder") return listFolderSide(source.path, options.cwd ?? process.cwd());
  return withGitTree(source, options, async (tree) => {
    const side = await openTreeSide(tree, source.subdir);
    return side && { count: side.files.size, open: async () => side, stamp: () => undefined };
  });
}

async function fromKnown(
  { compiled, side: before }: KnownSource,
  to: FolderSource | GitSource,
  listed: ListedSide,
  options: CompileOptions,
): Promise<DescriptorSet | undefined> {
  if (compiled.kind === "invalid" || before === undefined || !isBuildOf(compiled.set, before.files)) return undefined;
  const after = await listed.open(algorithmOf(before));
  if (after === undefined || after.layout !== before.layout) return undefined;
  const targets = targetsOf(to, after, options);
  return compileChanged({ files: before.files, set: compiled.set }, after.files, targets);
}

function algorithmOf({ files }: OpenSide): BlobAlgorithm {
  const [first] = files.values();
  return first !== undefined && first.digest.length > 40 ? "sha256" : "sha1";
}
