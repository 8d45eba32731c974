import { IMPLICIT_PATHS, type ImplicitPath } from "../implicit/implicit-files.ts";
import { missingImports } from "../implicit/missing-imports.ts";
import { IMPLICIT_FOLDER } from "../implicit/overlay-config.ts";
import type { Problem } from "../problem.ts";
import type { BuildInput } from "./run-build.ts";

/** An input that can be given to buf as it is, or beside modules that it does not hold. */
export interface Attempt {
  /** Nothing when buf cannot be given the input where it is. */
  readonly plain: BuildInput | undefined;
  /** Implicit files that the input needs for sure; when empty, the plain input is tried first. */
  readonly wanted: readonly ImplicitPath[];
  /** The text of the line that a problem of the plain input points to. */
  readLine(problem: Problem): Promise<string>;
  /** Runs with the input and the given files as its neighbours. */
  withImplicit<T>(paths: readonly ImplicitPath[], run: (input: BuildInput) => Promise<T>): Promise<T>;
}

/**
 * Runs a command of buf on an input; when imports of implicit files are all it lacks, it is run again with them.
 * An input that imports none of them pays nothing.
 */
export async function attempt<T>(
  input: Attempt,
  run: (input: BuildInput) => Promise<T>,
  problemsOf: (result: T) => readonly Problem[],
): Promise<T> {
  const { plain, wanted } = input;
  if (plain === undefined) return input.withImplicit(wanted, run);
  const eager = wanted.length === 0 ? undefined : await input.withImplicit(wanted, run);
  if (eager !== undefined && !problemsOf(eager).some(isClash)) return eager;
  const first = await run(plain);
  const missing = await missingImports(problemsOf(first), (problem) => input.readLine(problem));
  if (missing.length === 0 || eager !== undefined) return first;
  const second = await input.withImplicit(missing, run);
  return problemsOf(second).some(isClash) ? first : second;
}

/** The input declares the same things under another path, so it cannot have them from us as well. */
function isClash({ path }: Problem): boolean {
  return IMPLICIT_PATHS.some((implicit) => path.endsWith(`${IMPLICIT_FOLDER}/${implicit}`));
}
