import { hash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { attempt } from "../build/attempt.ts";
import { type Compiled, runBuild } from "../build/run-build.ts";
import { treeAttempt } from "../build/tree-attempt.ts";
import { type ImageCache, imageCache } from "../cache/image-cache.ts";
import type { CompileOptions } from "../compile-options.ts";
import { implicitVersion } from "../implicit/implicit-version.ts";
import { bufBinary } from "../process/buf-binary.ts";
import type { GitSource } from "../source/source.ts";
import { type GitTree, withGitTree } from "./git-tree.ts";
import type { TreeEntry } from "./read-git-tree.ts";

/** Compiles a commit, or takes what was compiled from the same files before. */
export async function compileGit(source: GitSource, options: CompileOptions): Promise<Compiled> {
  return withGitTree(source, options, (tree) => compileGitTree(tree, source, options, imageCache()));
}

/** As `compileGit`, for a commit that is open; with `open` a cached image is read file by file on first use. */
export async function compileGitTree(
  tree: GitTree,
  source: GitSource,
  options: CompileOptions,
  cache: ImageCache,
  how: "load" | "open" = "load",
): Promise<Compiled> {
  const key = await imageKey(tree.entries, source, options);
  const cached = await cache[how](key);
  if (cached !== undefined) return { kind: "ok", set: cached };
  const compiled = await attempt(
    await treeAttempt(await tree.read(), source.path, source.subdir, options),
    (input) => runBuild(input, options),
    (result) => (result.kind === "invalid" ? result.problems : []),
  );
  if (compiled.kind === "ok") await cache.store(key, compiled.set);
  return compiled;
}

/** Digests everything that an image depends on: the files by their content, the compiler, the options. */
export async function imageKey(
  entries: readonly TreeEntry[],
  { subdir = "" }: Pick<GitSource, "subdir">,
  options: CompileOptions,
): Promise<string> {
  const { paths = [], excludePaths = [], excludeImports = false, excludeSourceInfo = false } = options;
  const inputs = {
    buf: bufBinary().version,
    implicit: await implicitVersion(),
    scope: [subdir, paths, excludePaths, excludeImports, excludeSourceInfo, await configContent(options)],
    files: entries.map(({ path, blob }) => [path, blob]),
  };
  return hash("sha256", JSON.stringify(inputs));
}

async function configContent({ config, cwd = process.cwd() }: CompileOptions): Promise<string> {
  if (config === undefined) return "";
  return /\.(ya?ml|json)$/.test(config) ? readFile(resolve(cwd, config), "utf8").catch(() => config) : config;
}
