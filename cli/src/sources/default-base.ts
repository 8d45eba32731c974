import { execFile } from "node:child_process";
import { realpath } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { promisify } from "node:util";

const MAIN_BRANCHES = ["main", "master", "trunk"];

/** An input that nobody named, and what people call it. */
export interface DefaultBase {
  /** Such as `/repo/.git#branch=main,subdir=proto`. */
  readonly source: string;
  readonly label: string;
}

/**
 * The main branch of the git repository around a folder.
 * Undefined outside of repositories and where nothing tells which branch is the main one.
 */
export async function defaultBase(input: string, cwd: string): Promise<DefaultBase | undefined> {
  const folder = await realpath(resolve(cwd, input)).catch(() => undefined);
  if (folder === undefined) return undefined;
  const root = await git(folder, "rev-parse", "--show-toplevel");
  if (root === undefined) return undefined;
  const branch = await mainBranch(folder);
  if (branch === undefined) return undefined;
  const subdir = relative(root, folder).replaceAll("\\", "/");
  const source = `${join(root, ".git")}#branch=${branch}${subdir === "" ? "" : `,subdir=${subdir}`}`;
  return { source, label: `branch ${branch}` };
}

/** What the remote calls its default, or else the first usual name that exists. */
async function mainBranch(folder: string): Promise<string | undefined> {
  const remote = await git(folder, "symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD");
  if (remote !== undefined) return remote.replace(/^origin\//, "");
  for (const name of MAIN_BRANCHES)
    for (const ref of [`refs/heads/${name}`, `refs/remotes/origin/${name}`])
      if ((await git(folder, "rev-parse", "--verify", "--quiet", ref)) !== undefined) return name;
  return undefined;
}

async function git(cwd: string, ...args: string[]): Promise<string | undefined> {
  try {
    return (await promisify(execFile)("git", args, { cwd })).stdout.trim();
  } catch {
    return undefined;
  }
}
