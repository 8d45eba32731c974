import { resolve } from "node:path";
import type { Compiled } from "./build/run-build.ts";
import { compile } from "./compile.ts";
import type { CompileOptions } from "./compile-options.ts";
import { isWhole } from "./is-whole.ts";
import type { FolderSource, GitSource, Source } from "./source/source.ts";
import { holdsMany, MANY } from "./tree/holds-many.ts";

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

/**
 * Compiles two sources, each as `compile` would. Where `before` is a commit or folder, only what differs from it in a large folder
 * or commit `after` is compiled; whenever that might give anything else than compiling all of it, all of it is compiled.
 */
export function compilePair(before: CompileInput, after: CompileInput, many = MANY): CompiledPair {
  const [from, to] = [shareable(before), shareable(after)];
  if (from === undefined || to === undefined) return separately(before, after);
  if (from.source.kind === "folder" && ![from, to].every((input) => isLarge(input, many)))
    return separately(before, after);
  const pair = import("./incremental/compile-on-known.ts").then(({ compileOnKnown }) => compileOnKnown(from, to, many));
  return { before: pair.then((both) => both.before), after: pair.then((both) => both.after) };
}

type Shareable = CompileInput & { readonly source: FolderSource | GitSource };

/** An input that is wanted whole and whose files can be told from another's one by one. */
function shareable({ source, options }: CompileInput): Shareable | undefined {
  if (!isWhole(options)) return undefined;
  if (source.kind === "folder") return { source, options };
  return source.kind === "git" && source.recurseSubmodules !== true ? { source, options } : undefined;
}

/** How much a commit holds is known once it is open. */
function isLarge({ source, options }: Shareable, many: number): boolean {
  return source.kind === "git" || holdsMany(resolve(options.cwd ?? process.cwd(), source.path), many);
}

function separately(before: CompileInput, after: CompileInput): CompiledPair {
  return { after: compile(after.source, after.options), before: compile(before.source, before.options) };
}
