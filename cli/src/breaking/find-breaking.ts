import { type Annotation, breaking } from "@postel/compat";
import { CompilerError, type Problem, parseSource } from "@postel/compiler";
import { type LoadedImages, loadImagePair } from "../sources/load-images.ts";
import { loadPolicies } from "../sources/load-policies.ts";
import { unlessDamaged } from "../sources/unless-damaged.ts";
import { pairImages } from "./pair-images.ts";
import { pathOnOtherSide } from "./path-on-other-side.ts";
import { pluginWarnings } from "./plugin-warnings.ts";

/** What `buf breaking` is asked. */
export interface BreakingRequest {
  readonly input: string;
  readonly against: string;
  /** A buf.yaml instead of the input's: a path, or its content. */
  readonly config: string | undefined;
  readonly againstConfig: string | undefined;
  readonly path: readonly string[];
  readonly excludePath: readonly string[];
  readonly limitToInputFiles: boolean;
  readonly excludeImports: boolean;
  readonly cwd: string;
}

/** What it answers: findings, or else the errors in .proto files, with paths as the input was written. */
export interface BreakingAnswer {
  readonly annotations: readonly Annotation[];
  readonly warnings: readonly string[];
}

/** Compares two inputs as `buf breaking` does. Throws CompilerError, CompatError or CliError for unusable input. */
export function findBreaking(request: BreakingRequest): Promise<BreakingAnswer> {
  return unlessDamaged(() => compare(request));
}

async function compare(request: BreakingRequest): Promise<BreakingAnswer> {
  const [after, before] = await loadBoth(request);
  if (after.kind === "invalid") return { annotations: after.problems.map(problemAnnotation), warnings: [] };
  if (before.kind === "invalid") return { annotations: before.problems.map(problemAnnotation), warnings: [] };
  if (isEmpty(after) && isEmpty(before)) throw new CompilerError("no_targets", { source: request.input });
  const { excludeImports, limitToInputFiles, cwd } = request;
  const document = after.images[0]?.module.document;
  const policies = await loadPolicies(document, cwd);
  const results = pairImages(before.images, after.images).map((pair) =>
    breaking(pair.before, pair.after, { config: pair.config, policies, excludeImports, limitToInputFiles }),
  );
  const annotations = results.flatMap(({ findings }) => findings.map((finding) => shown(finding, after.show)));
  return {
    annotations: distinct(annotations),
    warnings: [...new Set([...results.flatMap(({ warnings }) => warnings), ...pluginWarnings(document)])],
  };
}

async function loadBoth(request: BreakingRequest): Promise<[LoadedImages, LoadedImages]> {
  const { cwd, path: paths, excludePath: excludePaths, config, againstConfig, limitToInputFiles } = request;
  const input = parseSource(request.input);
  const against = parseSource(request.against);
  const there = (path: string) => pathOnOtherSide(path, input, against, cwd);
  const ours = { cwd, paths, excludePaths, ...(config !== undefined && { config }) };
  const theirs = {
    cwd,
    paths: limitToInputFiles ? [] : paths.map(there),
    excludePaths: excludePaths.map(there),
    ...(againstConfig !== undefined && { config: againstConfig }),
  };
  const pair = loadImagePair({ source: against, options: theirs }, { source: input, options: ours });
  const [after, before] = await Promise.allSettled([pair.after, pair.before]);
  // Both run at once; the input's error counts first, as if they ran one after the other.
  if (after.status === "rejected") throw after.reason;
  if (before.status === "rejected") throw before.reason;
  return [after.value, before.value];
}

function isEmpty(loaded: LoadedImages): boolean {
  return loaded.kind === "ok" && loaded.images.every(({ set }) => set.files.length === 0);
}

function shown(annotation: Annotation, show: (path: string) => string): Annotation {
  return annotation.path === undefined ? annotation : { ...annotation, path: show(annotation.path) };
}

function problemAnnotation({ path, ...place }: Problem): Annotation {
  return path === "" ? place : { ...place, path };
}

/** Two modules may import one file, and both find the same in it. */
function distinct(annotations: readonly Annotation[]): Annotation[] {
  const identity = ({ path, line, column, endLine, endColumn, rule, message, policy }: Annotation) =>
    JSON.stringify([path, line, column, endLine, endColumn, rule, message, policy]);
  return [...new Map(annotations.map((annotation) => [identity(annotation), annotation])).values()];
}
