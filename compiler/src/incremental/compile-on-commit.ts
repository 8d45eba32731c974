import { posix } from "node:path";
import type { DescriptorSet } from "@postel/proto";
import { attempt } from "../build/attempt.ts";
import { prepare } from "../build/prepare.ts";
import { type Compiled, runBuild } from "../build/run-build.ts";
import { imageCache } from "../cache/image-cache.ts";
import { compile } from "../compile.ts";
import type { CompileOptions } from "../compile-options.ts";
import { compileGitTree } from "../git/compile-git.ts";
import { withGitTree } from "../git/git-tree.ts";
import type { FolderSource, GitSource, Source } from "../source/source.ts";
import type { BlobAlgorithm } from "./blob-id.ts";
import { compileChanged } from "./compile-changed.ts";
import { type ListedSide, listFolderSide, type OpenSide, openTreeSide } from "./open-side.ts";
import { isBuildOf } from "./source-files.ts";

interface Input<S extends Source> {
  readonly source: S;
  readonly options: CompileOptions;
}

/**
 * Compiles a commit, and what differs from it in `after`. Fewer than `many` files are compiled whole and at once. The promises
 * are given in an object, so that each can fail on its own.
 */
export async function compileOnCommit(
  before: Input<GitSource>,
  after: Input<FolderSource | GitSource>,
  many: number,
): Promise<{ before: Promise<Compiled>; after: Promise<Compiled> }> {
  const listed = list(after.source, after.options).catch(() => undefined);
  const known = compileKnown(before.source, before.options, listed, many);
  return {
    before: known.then(({ compiled }) => compiled),
    after: listed.then((side) => compileAfter(after, side, known, many)),
  };
}

async function compileAfter(
  { source, options }: Input<FolderSource | GitSource>,
  side: ListedSide | undefined,
  known: Promise<Known>,
  many: number,
): Promise<Compiled> {
  if (side === undefined || side.count < many) return compile(source, options);
  const found = await known.catch(() => undefined);
  const set = found && (await fromKnown(found, source, side, options).catch(() => undefined));
  return set === undefined ? compile(source, options) : { kind: "ok", set };
}

interface Known {
  readonly compiled: Compiled;
  readonly side: OpenSide | undefined;
}

/** Compiles a commit or opens what the cache has of it, which is then read only as far as it is needed. */
function compileKnown(
  source: GitSource,
  options: CompileOptions,
  listed: Promise<ListedSide | undefined>,
  many: number,
): Promise<Known> {
  return withGitTree(source, options, async (tree) => {
    const count = (await listed)?.count ?? 0;
    const isLarge = count >= many;
    const compiled = await compileGitTree(tree, source, options, imageCache(), isLarge ? "open" : "load");
    return { compiled, side: isLarge ? await openTreeSide(tree, source.subdir) : undefined };
  });
}

async function list(source: FolderSource | GitSource, options: CompileOptions): Promise<ListedSide | undefined> {
  if (source.kind === "folder") return listFolderSide(source.path, options.cwd ?? process.cwd());
  return withGitTree(source, options, async (tree) => {
    const side = await openTreeSide(tree, source.subdir);
    return side && { count: side.files.size, open: async () => side };
  });
}

async function fromKnown(
  { compiled, side: before }: Known,
  to: FolderSource | GitSource,
  listed: ListedSide,
  options: CompileOptions,
): Promise<DescriptorSet | undefined> {
  if (compiled.kind === "invalid" || before === undefined || !isBuildOf(compiled.set, before.files)) return undefined;
  const after = await listed.open(algorithmOf(before));
  if (after === undefined || after.layout !== before.layout) return undefined;
  const place = (path: string) => posix.relative(after.input, after.files.get(path)?.path ?? path);
  const root = to.kind === "folder" ? to.path : ".";
  return compileChanged({ files: before.files, set: compiled.set }, after.files, (paths) =>
    compileSome(to, { ...options, paths: paths.map((path) => posix.join(root, place(path))) }),
  );
}

/** As `compile`, past the cache: what is compiled of a commit here is a few files of it. */
async function compileSome(source: Source, options: CompileOptions): Promise<Compiled> {
  return attempt(
    await prepare(source, options),
    (input) => runBuild(input, options),
    (result) => (result.kind === "invalid" ? result.problems : []),
  );
}

function algorithmOf({ files }: OpenSide): BlobAlgorithm {
  const [first] = files.values();
  return first !== undefined && first.digest.length > 40 ? "sha256" : "sha1";
}
