import type { CompileOptions } from "../compile-options.ts";
import type { Source } from "../source/source.ts";
import { attempt } from "./attempt.ts";
import { prepare } from "./prepare.ts";
import { type Compiled, runBuild } from "./run-build.ts";

/** Compiles a source as `compile` does, past every cache. Throws CompilerError. */
export async function compileWhole(source: Source, options: CompileOptions): Promise<Compiled> {
  return attempt(
    await prepare(source, options),
    (input) => runBuild(input, options),
    (compiled) => (compiled.kind === "invalid" ? compiled.problems : []),
  );
}
