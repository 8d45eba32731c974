import type { CompileOptions } from "../compile-options.ts";
import type { GitSource } from "../source/source.ts";
import type { Tree } from "../tree/tree.ts";
import { isRemote, withRemote } from "./fetch-remote.ts";
import { openRepository } from "./open-repository.ts";
import { listGitTree, readGitTree, type TreeEntry } from "./read-git-tree.ts";
import { resolveCommit } from "./resolve-commit.ts";
import type { Repository } from "./run-git.ts";

/** What a commit holds for the compiler; content is read only when asked for. */
export interface GitTree {
  readonly commit: string;
  /** Sorted by path. */
  readonly entries: readonly TreeEntry[];
  /** Reads the content of all entries, or of the given ones. */
  read(entries?: readonly TreeEntry[]): Promise<Tree>;
}

/** Opens what a commit holds for the compiler, without a checkout, and runs `use` on it. Throws CompilerError `git_…`. */
export async function withGitTree<T>(
  source: GitSource,
  options: Pick<CompileOptions, "cwd" | "signal" | "timeout">,
  use: (tree: GitTree) => Promise<T>,
): Promise<T> {
  const open = async (repository: Repository, commit: string): Promise<GitTree> => {
    const entries = await listGitTree(repository, commit, source.subdir, options);
    return { commit, entries, read: (some = entries) => readGitTree(repository, some, options) };
  };
  if (isRemote(source.path)) return withRemote(source, options, async (...found) => use(await open(...found)));
  const repository = await openRepository(source.path, options.cwd ?? process.cwd(), options);
  return use(await open(repository, await resolveCommit(repository, source.ref, options)));
}
