import { readFile } from "node:fs/promises";
import { posix, resolve } from "node:path";
import { compileWhole } from "../build/compile-whole.ts";
import type { CompileOptions } from "../compile-options.ts";
import { withGitTree } from "../git/git-tree.ts";
import type { FolderSource, GitSource } from "../source/source.ts";
import type { Targets } from "./compile-changed.ts";
import type { OpenSide } from "./open-side.ts";

/** Gives the files of a source by their import paths; they are compiled past the cache, for they are a few of many. */
export function targetsOf(source: FolderSource | GitSource, side: OpenSide, options: CompileOptions): Targets {
  const place = (path: string) => posix.relative(side.input, side.files.get(path)?.path ?? path);
  const root = source.kind === "folder" ? source.path : ".";
  return {
    compile: (paths) => compileWhole(source, { ...options, paths: paths.map((path) => posix.join(root, place(path))) }),
    read: (paths) =>
      source.kind === "folder"
        ? readFiles(paths.map((path) => resolve(options.cwd ?? process.cwd(), root, place(path))))
        : readCommitted(
            source,
            paths.map((path) => posix.join(source.subdir ?? ".", place(path))),
            options,
          ),
  };
}

function readFiles(files: readonly string[]): Promise<Uint8Array[]> {
  return Promise.all(files.map((file) => readFile(file)));
}

async function readCommitted(
  source: GitSource,
  files: readonly string[],
  options: CompileOptions,
): Promise<Uint8Array[]> {
  return withGitTree(source, options, async ({ entries, read }) => {
    const wanted = new Set(files);
    const tree = await read(entries.filter(({ path }) => wanted.has(path)));
    return files.map((file) => {
      const content = tree.get(file);
      if (content === undefined) throw new Error(`${file} is not in the commit`);
      return content;
    });
  });
}
