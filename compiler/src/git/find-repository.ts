import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { CompilerError } from "../errors.ts";
import { type GitLimits, type Repository, runGit } from "./run-git.ts";

/** Finds the repository at a path: a `.git` folder or file, a bare repository, or a working tree's root. */
export async function findRepository(path: string, cwd: string): Promise<Repository> {
  const absolute = resolve(cwd, path);
  if ((await kindOf(absolute)) === "missing") throw new CompilerError("source_missing", { path, cwd });
  return { folder: await gitFolder(absolute), label: path };
}

/** Throws CompilerError `git_not_repository`, or `git_failed` where git does not trust it. */
export async function checkRepository(repository: Repository, limits: GitLimits): Promise<void> {
  const { label: path } = repository;
  const result = await runGit(repository, ["rev-parse", "--git-dir"], limits);
  if (result.code === 0) return;
  if (result.stderr.includes("dubious ownership"))
    throw new CompilerError("git_failed", { path, why: result.stderr.trim() });
  throw new CompilerError("git_not_repository", { path });
}

async function gitFolder(absolute: string): Promise<string> {
  const inside = join(absolute, ".git");
  const candidate = (await kindOf(inside)) === "missing" ? absolute : inside;
  return (await kindOf(candidate)) === "file" ? linkedFolder(candidate) : candidate;
}

/** In a worktree or submodule `.git` is a file that says where the repository is. */
async function linkedFolder(file: string): Promise<string> {
  const target = /^gitdir: (.+)$/m.exec(await readFile(file, "utf8"))?.[1];
  return target === undefined ? join(dirname(file), basename(file)) : resolve(dirname(file), target.trim());
}

async function kindOf(path: string): Promise<"missing" | "file" | "folder"> {
  try {
    return (await stat(path)).isDirectory() ? "folder" : "file";
  } catch {
    return "missing";
  }
}
