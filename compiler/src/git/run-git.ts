import type { CompileOptions } from "../compile-options.ts";
import { CompilerError } from "../errors.ts";
import { type ChildResult, runChild } from "../process/run-child.ts";

/** A repository that git can read without a working tree. */
export interface Repository {
  /** The `.git` folder. */
  readonly folder: string;
  /** How the user named it. */
  readonly label: string;
}

/** What callers of git pass through. */
export type GitLimits = Pick<CompileOptions, "signal" | "timeout">;

/** Runs git on a repository and returns what it left behind, whatever its exit code. */
export function runGit(
  repository: Repository,
  args: readonly string[],
  limits: GitLimits,
  input?: Uint8Array,
): Promise<ChildResult> {
  return runChild("git", [`--git-dir=${repository.folder}`, ...args], {
    tool: `git ${args[0]}`,
    env: gitEnvironment(),
    timeout: limits.timeout,
    signal: limits.signal,
    input,
  });
}

/** Runs git and returns its standard output. Throws CompilerError `git_failed` unless it exits with 0. */
export async function gitOutput(
  repository: Repository,
  args: readonly string[],
  limits: GitLimits,
  input?: Uint8Array,
): Promise<Uint8Array> {
  const result = await runGit(repository, args, limits, input);
  if (result.code === 0) return result.stdout;
  throw new CompilerError("git_failed", { path: repository.label, why: gitReason(result) });
}

/** The first thing that git said, without its prefix. */
export function gitReason(result: ChildResult): string {
  const line = result.stderr.split("\n").find((text) => text.trim() !== "") ?? `exit status ${result.code}`;
  return line.replace(/^(fatal|error): /, "");
}

/** Git must not ask, translate, or look at the repository that a hook of another one runs in. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const { GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, GIT_PREFIX, ...rest } = process.env;
  return { ...rest, LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" };
}
