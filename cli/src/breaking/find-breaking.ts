import type { Annotation } from "@postel/compat";
import { CompilerError, type Problem, parseSource } from "@postel/compiler";
import { type LoadedImages, loadImagePair } from "../sources/load-images.ts";
import { unlessDamaged } from "../sources/unless-damaged.ts";
import type { BreakingAnswer, BreakingRequest } from "./breaking-request.ts";
import { pathOnOtherSide } from "./path-on-other-side.ts";
import { pluginNames } from "./plugin-names.ts";

/** Compares two inputs as `buf breaking` does. Throws CompilerError, CompatError or CliError for unusable input. */
export function findBreaking(request: BreakingRequest): Promise<BreakingAnswer> {
  return unlessDamaged(() => compare(request));
}

async function compare(request: BreakingRequest): Promise<BreakingAnswer> {
  const pair = loadBoth(request);
  // Both run at once, but what is wrong with the input counts first, as if they ran one after the other.
  const loaded = await Promise.allSettled([pair.after, pair.before]);
  const after = settledValue(loaded[0]);
  if (after.kind === "invalid") return errorsOf(after.problems);
  const before = settledValue(loaded[1]);
  if (before.kind === "invalid") return errorsOf(before.problems);
  if (isEmpty(after) && isEmpty(before)) throw new CompilerError("no_targets", { source: request.input });
  const plugins = pluginNames(after.images[0]?.module.document);
  if (plugins.length > 0) return (await import("./ask-buf.ts")).askBuf(request, plugins);
  const { compareImages } = await import("./compare-images.ts");
  return compareImages(before, after, request);
}

function settledValue<T>(result: PromiseSettledResult<T>): T {
  if (result.status === "rejected") throw result.reason;
  return result.value;
}

function loadBoth(request: BreakingRequest): ReturnType<typeof loadImagePair> {
  const { cwd, path: paths, excludePath: excludePaths, config, againstConfig, limitToInputFiles, timeout } = request;
  const input = parseSource(request.input);
  const against = parseSource(request.against);
  const there = (path: string) => pathOnOtherSide(path, input, against, cwd);
  const common = {
    cwd,
    disableSymlinks: request.disableSymlinks,
    ...(timeout !== undefined && { timeout }),
  };
  const ours = { ...common, paths, excludePaths, ...(config !== undefined && { config }) };
  const theirs = {
    ...common,
    paths: limitToInputFiles ? [] : paths.map(there),
    excludePaths: excludePaths.map(there),
    ...(againstConfig !== undefined && { config: againstConfig }),
  };
  return loadImagePair({ source: against, options: theirs }, { source: input, options: ours });
}

function isEmpty(loaded: LoadedImages): boolean {
  return loaded.kind === "ok" && loaded.images.every(({ set }) => set.files.length === 0);
}

function errorsOf(problems: readonly Problem[]): BreakingAnswer {
  return { kind: "findings", annotations: problems.map(problemAnnotation), warnings: [] };
}

function problemAnnotation({ path, ...place }: Problem): Annotation {
  return path === "" ? place : { ...place, path };
}
