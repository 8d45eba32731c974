import { posix } from "node:path";
import type { DescriptorSet } from "@postel/proto";
import { attempt } from "./build/attempt.ts";
import { prepare } from "./build/prepare.ts";
import { type Compiled, runBuild } from "./build/run-build.ts";
import { imageCache } from "./cache/image-cache.ts";
import { compile } from "./compile.ts";
import type { CompileOptions } from "./compile-options.ts";
import { compileGitTree } from "./git/compile-git.ts";
import { withGitTree } from "./git/git-tree.ts";
import type { BlobAlgorithm } from "./incremental/blob-id.ts";
import { compileChanged } from "./incremental/compile-changed.ts";
import { type ListedSide, listFolderSide, type OpenSide, openTreeSide } from "./incremental/open-side.ts";
import { isBuildOf } from "./incremental/source-files.ts";
import type { FolderSource, GitSource, Source } from "./source/source.ts";

/** A source and how to compile it. */
export interface CompileInput {
  readonly source: Source;
  readonly options: CompileOptions;
}

/** Two compilations that run at once. */
export interface CompiledPair {
  readonly before: Promise<Compiled>;
  readonly after: Promise<Compiled>;
}

/** Compiling fewer .proto files whole is as fast as finding out which of them differ. */
const MANY = 200;

/**
 * Compiles two sources, each as `compile` would. Where `before` is a commit, only what differs from it in a large folder or
 * commit `after` is compiled; whenever that might give anything else than compiling all of it, all of it is compiled.
 */
export function compilePair(before: CompileInput, after: CompileInput, many = MANY): CompiledPair {
  if (!isWhole(before) || !isWhole(after)) return separately(before, after);
  const [from, to] = [before.source, after.source];
  if (from.kind !== "git" || from.recurseSubmodules === true) return separately(before, after);
  if (to.kind !== "folder" && (to.kind !== "git" || to.recurseSubmodules === true)) return separately(before, after);
  const listed = list(to, after.options).catch(() => undefined);
  const known = compileKnown(from, before.options, listed, many);
  return {
    before: known.then(({ compiled }) => compiled),
    after: listed.then(async (side) => {
      const whole = () => compile(to, after.options);
      if (side === undefined || side.count < many) return whole();
      const found = await known.catch(() => undefined);
      const set = found && (await fromKnown(found, to, side, after.options).catch(() => undefined));
      return set === undefined ? whole() : { kind: "ok", set };
    }),
  };
}

function separately(before: CompileInput, after: CompileInput): CompiledPair {
  return { after: compile(after.source, after.options), before: compile(before.source, before.options) };
}

/** What narrows or reconfigures an input is left to buf. */
function isWhole({ options }: CompileInput): boolean {
  const { paths = [], excludePaths = [], config, excludeImports, excludeSourceInfo } = options;
  const narrowed = paths.length + excludePaths.length > 0;
  return !narrowed && config === undefined && !excludeImports && !excludeSourceInfo;
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
