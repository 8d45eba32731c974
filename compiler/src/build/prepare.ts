import type { CompileOptions } from "../compile-options.ts";
import type { GitSource, Source } from "../source/source.ts";
import { treeOf } from "../tree/tree.ts";
import type { Attempt } from "./attempt.ts";
import { diskAttempt } from "./disk-attempt.ts";
import type { BuildInput } from "./run-build.ts";
import { treeAttempt } from "./tree-attempt.ts";

/** Turns a source of any kind into something that commands of buf can run on. Throws CompilerError when it is unusable. */
export async function prepare(source: Source, options: CompileOptions): Promise<Attempt> {
  switch (source.kind) {
    case "folder":
    case "file":
      return diskAttempt(source, options);
    case "git":
      return gitAttempt(source, options);
    case "text":
      return treeAttempt(treeOf(source.files), "text", undefined, options);
    case "archive":
      return (await import("./archive-attempt.ts")).archiveAttempt(source, options);
    case "image":
      return alone(await (await import("../image/image-input.ts")).imageInput(source, options));
  }
}

async function gitAttempt(source: GitSource, options: CompileOptions): Promise<Attempt> {
  if (source.recurseSubmodules === true) return alone(clonedInput(source, options));
  const { withGitTree } = await import("../git/git-tree.ts");
  const tree = await withGitTree(source, options, ({ read }) => read());
  return treeAttempt(tree, source.path, source.subdir, options);
}

/** Submodules need a checkout: buf clones. */
function clonedInput(source: GitSource, options: CompileOptions): BuildInput {
  const { path, ref, subdir, depth } = source;
  const settings = [
    "format=git",
    "recurse_submodules=true",
    ...(ref.kind === "head" ? [] : [`${ref.kind}=${ref.name}`]),
    ...(subdir === undefined ? [] : [`subdir=${subdir}`]),
    ...(depth === undefined ? [] : [`depth=${depth}`]),
  ];
  return {
    argument: `${path}#${settings.join(",")}`,
    label: path,
    paths: options.paths ?? [],
    excludePaths: options.excludePaths ?? [],
    config: options.config,
    show: (name) => name,
  };
}

/** An image holds its imports, and what buf clones is out of our hands. */
function alone(plain: BuildInput): Attempt {
  return { plain, wanted: [], readLine: async () => "", withImplicit: (_paths, run) => run(plain) };
}
