import type { Compiled } from "./build/run-build.ts";
import { compile } from "./compile.ts";
import type { CompileOptions } from "./compile-options.ts";
import type { Source } from "./source/source.ts";

/** A source and how to compile it. */
export interface CompileInput {
  readonly source: Source;
  readonly options: CompileOptions;
}

/** Two compilations that run at once. */
export interface CompiledPair {
  readonly before: Promise<Compiled>;
  readonly after: Promise<Compiled>;
}

/** Compiling fewer .proto files whole is as fast as finding out which of them differ. */
const MANY = 200;

/**
 * Compiles two sources, each as `compile` would. Where `before` is a commit, only what differs from it in a large folder or
 * commit `after` is compiled; whenever that might give anything else than compiling all of it, all of it is compiled.
 */
export function compilePair(before: CompileInput, after: CompileInput, many = MANY): CompiledPair {
  if (!isWhole(before) || !isWhole(after)) return separately(before, after);
  const [from, to] = [before.source, after.source];
  if (from.kind !== "git" || from.recurseSubmodules === true) return separately(before, after);
  if (to.kind !== "folder" && (to.kind !== "git" || to.recurseSubmodules === true)) return separately(before, after);
  const pair = import("./incremental/compile-on-commit.ts").then(({ compileOnCommit }) =>
    compileOnCommit({ source: from, options: before.options }, { source: to, options: after.options }, many),
  );
  return { before: pair.then((both) => both.before), after: pair.then((both) => both.after) };
}

function separately(before: CompileInput, after: CompileInput): CompiledPair {
  return { after: compile(after.source, after.options), before: compile(before.source, before.options) };
}

/** What narrows or reconfigures an input is left to buf. */
function isWhole({ options }: CompileInput): boolean {
  const { paths = [], excludePaths = [], config, excludeImports, excludeSourceInfo, disableSymlinks } = options;
  const narrowed = paths.length + excludePaths.length > 0;
  return !narrowed && config === undefined && !excludeImports && !excludeSourceInfo && !disableSymlinks;
}
