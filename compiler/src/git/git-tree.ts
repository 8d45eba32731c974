import type { CompileOptions } from "../compile-options.ts";
import type { GitSource } from "../source/source.ts";
import type { Tree } from "../tree/tree.ts";
import { openRepository } from "./open-repository.ts";
import { listGitTree, readGitTree } from "./read-git-tree.ts";
import { resolveCommit } from "./resolve-commit.ts";

/** Reads what a commit holds for the compiler, without a checkout. Throws CompilerError `git_…`. */
export async function gitTree(source: GitSource, options: CompileOptions): Promise<Tree> {
  const repository = await openRepository(source.path, options.cwd ?? process.cwd(), options);
  const commit = await resolveCommit(repository, source.ref, options);
  return readGitTree(repository, await listGitTree(repository, commit, source.subdir, options), options);
}
