import { resolve } from "node:path";
import { compileWhole } from "./build/compile-whole.ts";
import type { Compiled } from "./build/run-build.ts";
import type { CompileOptions } from "./compile-options.ts";
import { isWhole } from "./is-whole.ts";
import type { Source } from "./source/source.ts";
import { holdsMany } from "./tree/holds-many.ts";

/**
 * Compiles a source to its descriptors. What is wrong inside .proto files is a value; an unusable input (missing, corrupt,
 * not configured right) and a failing tool throw CompilerError. Commits and large folders leave what was compiled in the cache.
 */
export async function compile(source: Source, options: CompileOptions = {}): Promise<Compiled> {
  // What one kind of source needs is loaded for it alone: half of what a small folder costs is loading.
  if (source.kind === "image") return (await import("./image/compile-image.ts")).compileImage(source, options);
  if (source.kind === "git" && source.recurseSubmodules !== true)
    return (await import("./git/compile-git.ts")).compileGit(source, options);
  if (source.kind === "folder" && isWhole(options) && holdsMany(resolve(options.cwd ?? process.cwd(), source.path)))
    return (await (await import("./incremental/compile-folder.ts")).compileFolder(source, options)).compiled;
  return compileWhole(source, options);
}
