import { attempt } from "./build/attempt.ts";
import { prepare } from "./build/prepare.ts";
import { type BuildInput, failureOf, problemsOf, runBuf, scopeFlags } from "./build/run-build.ts";
import type { CompileOptions } from "./compile-options.ts";
import type { Problem } from "./problem.ts";
import type { Source } from "./source/source.ts";

/** What lint takes of the options of compile. */
export type LintOptions = Omit<CompileOptions, "excludeImports" | "excludeSourceInfo">;

/**
 * Runs `buf lint` with the rules that the source's buf.yaml chooses; each problem names its rule, `COMPILE` for what does
 * not compile. Throws CompilerError as compile does.
 */
export async function lint(source: Source, options: LintOptions = {}): Promise<Problem[]> {
  return attempt(
    await prepare(source, options),
    (input) => runLint(input, options),
    (problems) => problems,
  );
}

async function runLint(input: BuildInput, options: LintOptions): Promise<Problem[]> {
  const result = await runBuf(["lint", ...scopeFlags(input)], input, options);
  if (result.code === 0) return [];
  if (result.code !== 100) throw failureOf(result, input);
  return problemsOf(`${Buffer.from(result.stdout).toString("utf8")}\n${result.stderr}`, input, result);
}
