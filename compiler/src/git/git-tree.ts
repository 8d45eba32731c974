import type { CompileOptions } from "../compile-options.ts";
import type { GitSource } from "../source/source.ts";
import type { Tree } from "../tree/tree.ts";
import { isRemote, withRemote } from "./fetch-remote.ts";
import { checkRepository, findRepository } from "./find-repository.ts";
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

type TreeOptions = Pick<CompileOptions, "cwd" | "signal" | "timeout">;

/** Opens what a commit holds for the compiler, without a checkout, and runs `use` on it. Throws CompilerError `git_…`. */
export async function withGitTree<T>(
  source: GitSource,
  options: TreeOptions,
  use: (tree: GitTree) => Promise<T>,
): Promise<T> {
  if (isRemote(source.path))
    return withRemote(source, options, async (...found) => use(await openTree(...found, source, options)));
  return use(await openLocal(source, options));
}

const opening = new WeakMap<GitSource, Promise<GitTree>>();

/** Whoever asks for the same source while it is being opened gets the same tree: compiling and configuring ask at once. */
function openLocal(source: GitSource, options: TreeOptions): Promise<GitTree> {
  const known = opening.get(source);
  if (known !== undefined) return known;
  const tree = openAlone(source, options).finally(() => opening.delete(source));
  opening.set(source, tree);
  return tree;
}

async function openAlone(source: GitSource, options: TreeOptions): Promise<GitTree> {
  const repository = await findRepository(source.path, options.cwd ?? process.cwd());
  const commit = await resolveCommit(repository, source.ref, options).catch(async (error: unknown) => {
    // Without a repository there is no ref either; that is the better thing to say.
    await checkRepository(repository, options);
    throw error;
  });
  return openTree(repository, commit, source, options);
}

async function openTree(
  repository: Repository,
  commit: string,
  { subdir }: GitSource,
  options: TreeOptions,
): Promise<GitTree> {
  const entries = await listGitTree(repository, commit, subdir, options);
  return { commit, entries, read: (some = entries) => readGitTree(repository, some, options) };
}
