import { attempt } from "./build/attempt.ts";
import { prepare } from "./build/prepare.ts";
import { type Compiled, runBuild } from "./build/run-build.ts";
import type { CompileOptions } from "./compile-options.ts";
import { compileGit } from "./git/compile-git.ts";
import { compileImage } from "./image/compile-image.ts";
import type { Source } from "./source/source.ts";

/**
 * Compiles a source to its descriptors. What is wrong inside .proto files is a value; an unusable input (missing, corrupt,
 * not configured right) and a failing tool throw CompilerError.
 */
export async function compile(source: Source, options: CompileOptions = {}): Promise<Compiled> {
  if (source.kind === "image") return compileImage(source, options);
  if (source.kind === "git" && source.recurseSubmodules !== true) return compileGit(source, options);
  return attempt(
    await prepare(source, options),
    (input) => runBuild(input, options),
    (compiled) => (compiled.kind === "invalid" ? compiled.problems : []),
  );
}
