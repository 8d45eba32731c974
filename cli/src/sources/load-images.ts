import { relative, resolve } from "node:path";
import type { BreakingConfig } from "@postel/compat";
import {
  type Compiled,
  type CompileOptions,
  type ConfiguredModule,
  compile,
  compilePair,
  isCompilerError,
  moduleFiles,
  type Problem,
  readWorkspace,
  type Source,
} from "@postel/compiler";
import type { DescriptorSet } from "@postel/proto";
import { externalPath } from "./external-path.ts";

/** One module of an input: its files with all their imports, and how it is checked. */
export interface ModuleImage {
  readonly module: ConfiguredModule;
  readonly set: DescriptorSet;
  readonly config: BreakingConfig;
}

/** An input, module by module, or what is wrong with its .proto files. */
export type LoadedImages =
  | { readonly kind: "invalid"; readonly problems: readonly Problem[] }
  | { readonly kind: "ok"; readonly images: readonly ModuleImage[]; readonly show: (path: string) => string };

/** Options of an input whose paths are relative to a folder. */
export type ImageOptions = CompileOptions & { readonly cwd: string };

/** An input and how to compile it. */
export interface ImageInput {
  readonly source: Source;
  readonly options: ImageOptions;
}

/** Compiles an input and takes it apart into modules. Throws CompilerError or CompatError when it is unusable. */
export async function loadImages(input: ImageInput): Promise<LoadedImages> {
  const { noticed, running } = noticeRunning(input);
  const compiling = compile(noticed.source, noticed.options);
  return takeApart(input, compiling, Promise.race([running, settled(compiling)]));
}

/** Loads two inputs at once; where they share most of their files, those are compiled once. */
export function loadImagePair(
  before: ImageInput,
  after: ImageInput,
): { before: Promise<LoadedImages>; after: Promise<LoadedImages> } {
  const [older, newer] = [noticeRunning(before), noticeRunning(after)];
  const pair = compilePair(older.noticed, newer.noticed);
  const running = Promise.all([
    Promise.race([older.running, settled(pair.before)]),
    Promise.race([newer.running, settled(pair.after)]),
  ]);
  return { before: takeApart(before, pair.before, running), after: takeApart(after, pair.after, running) };
}

/** The same input, and when its compiler runs. */
function noticeRunning({ source, options }: ImageInput): { noticed: ImageInput; running: Promise<void> } {
  const { promise: running, resolve } = Promise.withResolvers<void>();
  return { noticed: { source, options: { ...options, onRunning: resolve } }, running };
}

async function settled(compiling: Promise<Compiled>): Promise<void> {
  await Promise.allSettled([compiling]);
}

/** Rules are loaded while the compilers run, for loading them would hold up the start of those. */
async function takeApart(
  input: ImageInput,
  compiling: Promise<Compiled>,
  running: Promise<unknown>,
): Promise<LoadedImages> {
  const { source, options } = input;
  const reading = running.then(() =>
    Promise.all([readWorkspace(source, options), import("./module-set.ts"), loadRules()]),
  );
  const [compiled, [modules, { moduleSet }, { moduleConfig }]] = await Promise.all([scoped(compiling, input), reading]);
  if (compiled.kind === "invalid") return compiled;
  const { set } = compiled;
  const images = modules.flatMap((module) => {
    const own = modules.length === 1 ? set : moduleSet(set, moduleFiles(set, module));
    const isElsewhere = own.files.length === 0 && modules.length > 1;
    return isElsewhere ? [] : [{ module, set: own, config: moduleConfig(module) }];
  });
  return { kind: "ok", images, show: externalPath(source, modules, options.cwd) };
}

function loadRules() {
  return import("./module-config.ts");
}

/** What a `--path` names may be gone on one side, and then everything in it was deleted. */
async function scoped(compiling: Promise<Compiled>, input: ImageInput): Promise<Compiled> {
  try {
    return await compiling;
  } catch (error) {
    if (!isCompilerError(error) || error.code !== "no_targets" || !isNarrowed(input)) throw error;
    return { kind: "ok", set: { files: [] } };
  }
}

/** A path outside of a folder never named anything in it. */
function isNarrowed({ source, options: { paths = [], cwd } }: ImageInput): boolean {
  return source.kind === "folder" ? paths.some((path) => isInside(cwd, source.path, path)) : paths.length > 0;
}

function isInside(cwd: string, outer: string, path: string): boolean {
  return !relative(resolve(cwd, outer), resolve(cwd, path)).startsWith("..");
}
