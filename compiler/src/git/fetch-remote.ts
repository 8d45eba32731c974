import { CompilerError } from "../errors.ts";
import { withTemporaryFolder } from "../process/temporary-folder.ts";
import type { GitRef, GitSource } from "../source/source.ts";
import { type GitLimits, gitOutput, gitReason, type Repository, runGit } from "./run-git.ts";

/** Commits fetched for a ref that no server can look up by name, such as `main~3`. */
const SEARCH_DEPTH = 50;

/** What git says when a server cannot give a ref by this name. */
const NOT_THERE = /couldn't find remote ref|invalid refspec|not our ref|unadvertised object|does not allow request/i;

/** Tells a repository's URL from a path. */
export function isRemote(path: string): boolean {
  return /^(https?|ssh|git|file):\/\//.test(path) || /^[\w.-]+@[\w.-]+:[^/]/.test(path);
}

/**
 * Fetches one commit of a remote repository into a temporary one and runs `use` on it. Throws CompilerError
 * `git_ref_missing`, or `git_failed` with git's own words.
 */
export async function withRemote<T>(
  source: GitSource,
  limits: GitLimits,
  use: (repository: Repository, commit: string) => Promise<T>,
): Promise<T> {
  return withTemporaryFolder(async (folder) => {
    const repository = { folder, label: source.path };
    await gitOutput(repository, ["init", "--quiet", "--bare", folder], limits);
    return use(repository, await fetchCommit(repository, source, limits));
  });
}

async function fetchCommit(repository: Repository, source: GitSource, limits: GitLimits): Promise<string> {
  const { ref } = source;
  const direct = await fetch(repository, source, [remoteName(ref)], source.depth ?? 1, limits);
  if (direct.code === 0) return commitOf(repository, "FETCH_HEAD", limits);
  if (!NOT_THERE.test(direct.stderr))
    throw new CompilerError("git_failed", { path: source.path, why: gitReason(direct) });
  const name = ref.kind === "head" ? "HEAD" : ref.name;
  const missing = new CompilerError("git_ref_missing", { path: source.path, kind: ref.kind, ref: name });
  if (ref.kind !== "ref" && ref.kind !== "commit") throw missing;
  const all = ["HEAD", "+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"];
  await fetch(repository, source, all, source.depth ?? SEARCH_DEPTH, limits);
  return commitOf(repository, name.replace(/^HEAD\b/, "FETCH_HEAD"), limits).catch(() => {
    throw missing;
  });
}

function fetch(repository: Repository, source: GitSource, refs: readonly string[], depth: number, limits: GitLimits) {
  const args = [
    "fetch",
    "--quiet",
    `--depth=${Math.max(1, depth)}`,
    "--no-recurse-submodules",
    "--",
    source.path,
    ...refs,
  ];
  return runGit(repository, [...credentials(source.path), ...args], limits);
}

async function commitOf(repository: Repository, name: string, limits: GitLimits): Promise<string> {
  const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
  return Buffer.from(await gitOutput(repository, args, limits))
    .toString("latin1")
    .trim();
}

function remoteName(ref: GitRef): string {
  if (ref.kind === "head") return "HEAD";
  if (ref.kind === "branch") return `refs/heads/${ref.name}`;
  return ref.kind === "tag" ? `refs/tags/${ref.name}` : ref.name;
}

/** buf's variables for a private repository over https; git reads them itself, so no secret is an argument. */
function credentials(url: string): string[] {
  const given =
    process.env.BUF_INPUT_HTTPS_USERNAME !== undefined && process.env.BUF_INPUT_HTTPS_PASSWORD !== undefined;
  if (!given || !url.startsWith("https://")) return [];
  const helper = "!f(){ echo username=$BUF_INPUT_HTTPS_USERNAME; echo password=$BUF_INPUT_HTTPS_PASSWORD; };f";
  return ["-c", `credential.helper=${helper}`];
}
