import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FOLDER } from "./corpora.ts";

/** A repository whose branch main holds some schemas in `proto`, and whose working tree may hold others. */
export interface Workplace {
  readonly folder: string;
  /** Replaces `proto` of the working tree. */
  checkout(schemas: string): void;
  /** Changes files of `proto` as a pull request might. */
  edit(paths: readonly string[]): void;
}

/** Makes a repository, once for a name; `schemas` is what is committed. */
export function workplace(name: string, schemas: string): Workplace {
  const folder = join(FOLDER, "repositories", name);
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=bench", "-c", "user.email=bench@example.com", ...args], { cwd: folder });
  const proto = join(folder, "proto");
  const checkout = (from: string) => {
    rmSync(proto, { recursive: true, force: true });
    cpSync(from, proto, { recursive: true });
  };
  if (!existsSync(join(folder, ".git"))) {
    mkdirSync(folder, { recursive: true });
    checkout(schemas);
    git("init", "--quiet", "--initial-branch=main");
    git("add", "--all");
    git("commit", "--quiet", "--message=base");
  }
  return {
    folder,
    checkout,
    edit: (paths) => {
      for (const path of paths) writeFileSync(join(proto, path), edited(readFileSync(join(proto, path), "utf8")));
    },
  };
}

/** Renames the first field, as a careless pull request does; a file without any gets a comment. */
function edited(text: string): string {
  const renamed = text.replace(/^( +(?:repeated |optional )?[\w.]+ \w+)( = \d+;)/m, "$1_renamed$2");
  return renamed === text ? `${text}\n// Edited.\n` : renamed;
}

/** Builds an image of a folder with buf, once. */
export function imageOf(buf: string, folder: string): string {
  const image = `${folder}.binpb`;
  if (existsSync(image)) return image;
  execFileSync(buf, ["build", folder, "-o", `${folder}.partial.binpb`]);
  renameSync(`${folder}.partial.binpb`, image);
  return image;
}
