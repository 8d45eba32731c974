import { posix } from "node:path";
import { compileWhole } from "../build/compile-whole.ts";
import type { CompileOptions } from "../compile-options.ts";
import type { FolderSource, GitSource } from "../source/source.ts";
import type { CompileTargets } from "./compile-changed.ts";
import type { OpenSide } from "./open-side.ts";

/** Compiles files of a source by their import paths, past the cache: they are a few of many. */
export function compileTargets(
  source: FolderSource | GitSource,
  side: OpenSide,
  options: CompileOptions,
): CompileTargets {
  const root = source.kind === "folder" ? source.path : ".";
  const place = (path: string) => posix.relative(side.input, side.files.get(path)?.path ?? path);
  return (paths) => compileWhole(source, { ...options, paths: paths.map((path) => posix.join(root, place(path))) });
}
