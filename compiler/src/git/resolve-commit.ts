import { CompilerError } from "../errors.ts";
import type { GitRef } from "../source/source.ts";
import { type GitLimits, type Repository, runGit } from "./run-git.ts";

/** Finds the commit that a ref means, as 40 (or 64) hexadecimal digits. Throws CompilerError `git_ref_missing`. */
export async function resolveCommit(repository: Repository, ref: GitRef, limits: GitLimits): Promise<string> {
  for (const name of candidates(ref)) {
    const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
    const result = await runGit(repository, args, limits);
    if (result.code === 0) return Buffer.from(result.stdout).toString("latin1").trim();
  }
  const name = ref.kind === "head" ? "HEAD" : ref.name;
  throw new CompilerError("git_ref_missing", { path: repository.label, kind: ref.kind, ref: name });
}

/** A fresh CI checkout has only remote branches, so those serve where no local one is. */
function candidates(ref: GitRef): string[] {
  switch (ref.kind) {
    case "head":
      return ["HEAD"];
    case "branch":
      return [`refs/heads/${ref.name}`, `refs/remotes/${ref.name}`, `refs/remotes/origin/${ref.name}`];
    case "tag":
      return [`refs/tags/${ref.name}`];
    case "commit":
      return /^[0-9a-f]{4,64}$/i.test(ref.name) ? [ref.name] : [];
    case "ref":
      return [ref.name, `refs/remotes/origin/${ref.name}`];
  }
}
