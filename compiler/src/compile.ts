import { attempt } from "./build/attempt.ts";
import { prepare } from "./build/prepare.ts";
import { type Compiled, runBuild } from "./build/run-build.ts";
import type { CompileOptions } from "./compile-options.ts";
import type { Source } from "./source/source.ts";

/**
 * Compiles a source to its descriptors. What is wrong inside .proto files is a value; an unusable input (missing, corrupt,
 * not configured right) and a failing tool throw CompilerError.
 */
export async function compile(source: Source, options: CompileOptions = {}): Promise<Compiled> {
  // What one kind of source needs is loaded for it alone: half of what a small folder costs is loading.
  if (source.kind === "image") return (await import("./image/compile-image.ts")).compileImage(source, options);
  if (source.kind === "git" && source.recurseSubmodules !== true)
    return (await import("./git/compile-git.ts")).compileGit(source, options);
  return attempt(
    await prepare(source, options),
    (input) => runBuild(input, options),
    (compiled) => (compiled.kind === "invalid" ? compiled.problems : []),
  );
}
