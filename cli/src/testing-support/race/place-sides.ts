import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { zipSync } from "fflate";
import type { Files, Sides } from "./draw-sides.ts";

/** Both versions on the disk in every form that a command line can name. */
export interface Place {
  /**
   * Holds `before` and `after` as folders, archives (`.tar`, `.tgz`, `.zip`; `-top` ones hold the folder itself) and, where they
   * compile, images (`.binpb`, `.json.gz`); and `repo`, whose tag v1 and branch old are `before` and whose newest commit and
   * working tree are `after`.
   */
  readonly folder: string;
  readonly close: () => void;
}

/** Writes both versions into a folder of its own. */
export function placeSides(sides: Sides, buf: string): Place {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "postel-race-")));
  for (const side of ["before", "after"] as const) {
    mkdirSync(join(folder, side));
    write(join(folder, side), sides[side]);
    pack(folder, side, sides[side]);
    for (const image of [`${side}.binpb`, `${side}.json.gz`]) quietly(buf, ["build", side, "-o", image], folder);
  }
  commit(folder, sides);
  return { folder, close: () => rmSync(folder, { recursive: true, force: true }) };
}

function pack(folder: string, side: string, files: Files): void {
  execFileSync("tar", ["cf", `${side}.tar`, "-C", side, "."], { cwd: folder });
  execFileSync("tar", ["czf", `${side}-top.tgz`, side], { cwd: folder });
  const entries = Object.entries(files).map(([path, text]) => [path, Buffer.from(text)] as const);
  writeFileSync(join(folder, `${side}.zip`), zipSync(Object.fromEntries(entries)));
}

function commit(folder: string, sides: Sides): void {
  const repo = join(folder, "repo");
  mkdirSync(repo);
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], { cwd: repo, stdio: "ignore" });
  git("init", "-q", "-b", "main");
  write(repo, sides.before);
  git("add", "-A");
  git("commit", "-qm", "before", "--allow-empty");
  git("tag", "v1");
  git("branch", "old");
  git("rm", "-rq", "--ignore-unmatch", ".");
  cpSync(join(folder, "after"), repo, { recursive: true });
  git("add", "-A");
  git("commit", "-qm", "after", "--allow-empty");
}

function write(folder: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Schemas that do not compile have no image; a command line that names one all the same is a case as well. */
function quietly(file: string, args: readonly string[], cwd: string): void {
  try {
    execFileSync(file, args, { cwd, stdio: "ignore" });
  } catch {}
}
