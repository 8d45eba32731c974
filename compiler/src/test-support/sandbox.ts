import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach } from "vitest";
import type { Compiled } from "../build/run-build.ts";
import { compile } from "../compile.ts";
import type { CompileOptions } from "../compile-options.ts";
import { parseSource } from "../source/parse-source.ts";

/** A folder that a test owns; it goes when the test ends. */
export interface Sandbox {
  readonly folder: string;
  /** Writes files by path; `undefined` removes one. */
  write(files: Readonly<Record<string, string | undefined>>): void;
  git(...args: string[]): string;
  /** Writes files and commits everything; returns the commit. */
  commit(files: Readonly<Record<string, string | undefined>>): string;
  /** Compiles an input as a user would write it, from within the folder. */
  compile(source: string, options?: CompileOptions): Promise<Compiled>;
}

const cache = mkdtempSync(join(realpathSync(tmpdir()), "compiler-test-cache-"));
process.env.POSTEL_CACHE_DIR = cache;
afterAll(() => rmSync(cache, { recursive: true, force: true }));

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Makes an empty folder with helpers. */
export function sandbox(files: Readonly<Record<string, string>> = {}): Sandbox {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "compiler-test-"));
  folders.push(folder);
  const write: Sandbox["write"] = (some) => {
    for (const [path, text] of Object.entries(some)) {
      const file = join(folder, path);
      if (text === undefined) rmSync(file);
      else {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
    }
  };
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], {
      cwd: folder,
      encoding: "utf8",
    }).trim();
  write(files);
  return {
    folder,
    write,
    git,
    commit: (some) => {
      write(some);
      if (!existsSync(join(folder, ".git"))) git("init", "--quiet", "--initial-branch=main");
      git("add", "--all");
      git("commit", "--quiet", "--allow-empty", "--message=test");
      return git("rev-parse", "HEAD");
    },
    compile: (source, options) => compile(parseSource(source), { cwd: folder, ...options }),
  };
}

/** What compiled, in short: `path` for a target, `(path)` for an import; or what is wrong, as `path:line rule: message`. */
export function summary(compiled: Compiled): string[] {
  if (compiled.kind === "invalid")
    return compiled.problems.map(({ path, line, rule, message }) => `${path}:${line} ${rule}: ${message}`);
  return compiled.set.files.map(({ path, isImport }) => (isImport ? `(${path})` : path));
}

/** An event that imports Postel's annotations. */
export const EVENT =
  'syntax = "proto3";\npackage shop;\nimport "postel/v1/event.proto";\nmessage Placed {\n  option (postel.v1.event) = { topic: "t" };\n}\n';

/** A message with a validation rule. */
export const RULED =
  'syntax = "proto3";\npackage ruled;\nimport "buf/validate/validate.proto";\nmessage Ruled { int32 x = 1 [(buf.validate.field).int32.gt = 0]; }\n';

/** A file that imports nothing. */
export const PLAIN = 'syntax = "proto3";\npackage plain;\nmessage Plain {}\n';
