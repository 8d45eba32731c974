import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder of its own for one test, gone afterwards. */
export interface TempFolder {
  readonly path: string;
  /** Writes files by path; a file whose content is undefined is removed. */
  readonly write: (files: Readonly<Record<string, string | Uint8Array | undefined>>) => void;
  /** Runs git here and returns what it printed. */
  readonly git: (...args: string[]) => string;
  /** Commits everything on the branch main; the first call makes the repository. */
  readonly commit: () => void;
}

/** Makes a folder with the given files. */
export function tempFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): TempFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "postel-cli-")));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  const write: TempFolder["write"] = (wanted) => {
    for (const [name, content] of Object.entries(wanted)) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      if (content === undefined) rmSync(join(path, name));
      else writeFileSync(join(path, name), content);
    }
  };
  const git: TempFolder["git"] = (...args) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], { cwd: path, encoding: "utf8" });
  const commit = () => {
    if (!existsSync(join(path, ".git"))) git("init", "-q", "-b", "main");
    git("add", "-A");
    git("commit", "-qm", "x");
  };
  write(files);
  return { path, write, git, commit };
}

const PROTO = join(import.meta.dirname, "..", "..", "..", "proto");

/** The example domain of this repository in a folder of its own: buf.yaml and `shop/`, before anybody reviewed a golden. */
export function shopFolder(): TempFolder {
  const folder = tempFolder({
    "buf.yaml": `version: v2\nmodules:\n${["orders", "payments", "shipping"]
      .map((name) => `  - path: .\n    name: postel.local/shop/${name}\n    includes: [shop/${name}]\n`)
      .join("")}`,
  });
  cpSync(join(PROTO, "shop"), join(folder.path, "shop"), {
    recursive: true,
    filter: (path) => !path.endsWith(".goldens.json"),
  });
  return folder;
}
