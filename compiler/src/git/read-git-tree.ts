import { CompilerError } from "../errors.ts";
import { isRelevant, type Tree } from "../tree/tree.ts";
import { type GitLimits, gitOutput, type Repository, runGit } from "./run-git.ts";

/** One file of a commit: its path and the id of its content. */
export interface TreeEntry {
  readonly path: string;
  readonly blob: string;
}

/**
 * Lists the files of a commit that the compiler could read, sorted by path. Symbolic links are left out, as buf leaves them
 * out of a clone. Throws CompilerError `git_subdir_missing` when `subdir` is no folder there.
 */
export async function listGitTree(
  repository: Repository,
  commit: string,
  subdir: string | undefined,
  limits: GitLimits,
): Promise<TreeEntry[]> {
  const [bytes] = await Promise.all([
    gitOutput(repository, ["ls-tree", "-r", "-z", "--full-tree", commit], limits),
    subdir === undefined ? undefined : checkSubdir(repository, commit, subdir, limits),
  ]);
  const lines = Buffer.from(bytes).toString("utf8").split("\0");
  const entries: TreeEntry[] = [];
  for (const line of lines) {
    // `100644 blob <id>`, a tab, the path.
    const tab = line.indexOf("\t");
    const path = line.slice(tab + 1);
    if (line.startsWith("100") && line.startsWith(" blob ", 6) && isRelevant(path))
      entries.push({ path, blob: line.slice(12, tab) });
  }
  return entries;
}

async function checkSubdir(repository: Repository, commit: string, subdir: string, limits: GitLimits): Promise<void> {
  const result = await runGit(repository, ["cat-file", "-t", `${commit}:${subdir}`], limits);
  if (Buffer.from(result.stdout).toString("latin1").trim() !== "tree")
    throw new CompilerError("git_subdir_missing", { path: repository.label, subdir, ref: commit.slice(0, 12) });
}

/** Reads the content of a commit's files, byte for byte as committed. */
export async function readGitTree(
  repository: Repository,
  entries: readonly TreeEntry[],
  limits: GitLimits,
): Promise<Tree> {
  if (entries.length === 0) return new Map();
  const wanted = Buffer.from(entries.map(({ blob }) => `${blob}\n`).join(""));
  const output = Buffer.from(await gitOutput(repository, ["cat-file", "--batch"], limits, wanted));
  const tree = new Map<string, Uint8Array>();
  let position = 0;
  for (const { path, blob } of entries) {
    const end = output.indexOf("\n", position);
    const size = /^[0-9a-f]+ blob (\d+)$/.exec(output.toString("latin1", position, end))?.[1];
    if (end < 0 || size === undefined)
      throw new CompilerError("git_failed", {
        path: repository.label,
        why: `the content ${blob} of ${path} is missing`,
      });
    tree.set(path, output.subarray(end + 1, end + 1 + Number(size)));
    position = end + 1 + Number(size) + 1;
  }
  return tree;
}
