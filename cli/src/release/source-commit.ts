import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** The commit that a folder's files stand at; empty outside of git, and where files differ from the commit. */
export async function sourceCommit(folder: string): Promise<string> {
  const git = async (...args: string[]) => (await promisify(execFile)("git", args, { cwd: folder })).stdout.trim();
  try {
    return (await git("status", "--porcelain", "--", ".")) === "" ? await git("rev-parse", "HEAD") : "";
  } catch {
    return "";
  }
}
