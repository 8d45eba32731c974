import { type DescriptorSet, markedFile, outlineOf, type SchemaFile } from "@postel/proto";
import type { Compiled } from "../build/run-build.ts";
import { closure, type Edges, importersOf, importsFirst, importsOf, optionDeclarers } from "./import-graph.ts";
import { importersView } from "./importers-view.ts";
import { mayClash } from "./name-clash.ts";

/** The .proto files of a source by import path: a digest of their content, and whether they are targets. */
export type SourceFiles = ReadonlyMap<string, { readonly digest: string; readonly isTarget: boolean }>;

/** A source that was compiled before. */
export interface KnownBuild {
  readonly files: SourceFiles;
  readonly set: DescriptorSet;
}

/** Compiles some targets of the new source, by import path, with their imports. */
export type CompileTargets = (paths: readonly string[]) => Promise<Compiled>;

/**
 * Compiles what differs from a known build of the same modules and takes the rest from there. Returns exactly what compiling
 * everything would, or undefined when that is not proven: then everything must be compiled.
 */
export async function compileChanged(
  known: KnownBuild,
  files: SourceFiles,
  compile: CompileTargets,
): Promise<DescriptorSet | undefined> {
  const changes = changesBetween(known.files, files);
  if (changes.size === 0) return known.set;
  const base = new Map(known.set.files.map((file) => [file.path, file]));
  const importers = importersOf(importsOf(base.values()));
  const isStranded = (path: string) => (importers.get(path) ?? []).some((importer) => !changes.has(importer));
  if ([...changes].some((path) => !files.has(path) && isStranded(path))) return undefined;
  const step: Step = { changes, base, files, importers, built: new Map(), compile };
  const stale = await compileStale(step);
  const after = stale && assemble(step, stale);
  return after === undefined || namesClash(step, after) ? undefined : after;
}

interface Step {
  /** Paths of files that came, went or differ. */
  readonly changes: ReadonlySet<string>;
  readonly base: ReadonlyMap<string, SchemaFile>;
  readonly files: SourceFiles;
  readonly importers: Edges;
  /** What has been compiled, grows. */
  readonly built: Map<string, SchemaFile>;
  readonly compile: CompileTargets;
}

/** Lists the paths of files that came, went or differ. */
export function changesBetween(before: SourceFiles, after: SourceFiles): ReadonlySet<string> {
  const gone = [...before.keys()].filter((path) => !after.has(path));
  const differing = [...after].filter(([path, { digest }]) => before.get(path)?.digest !== digest);
  return new Set([...gone, ...differing.map(([path]) => path)]);
}

/**
 * Compiles all targets that may differ; returns what must not be taken from the base, targets or not. Importers are compiled only
 * where they may see a changed file differently: a single one of them can cost more than all else.
 */
async function compileStale(step: Step): Promise<ReadonlySet<string> | undefined> {
  const { changes, importers, files } = step;
  if (!(await build(step, changes))) return undefined;
  const affected = closure(differingViews(step), importers);
  const rest = [...affected].filter((path) => !changes.has(path));
  if (rest.length * 2 > files.size || !(await build(step, rest))) return undefined;
  return new Set([...affected, ...changes]);
}

async function build({ files, built, compile }: Step, paths: Iterable<string>): Promise<boolean> {
  const targets = [...paths].filter((path) => files.get(path)?.isTarget === true);
  if (targets.length === 0) return true;
  const compiled = await compile(targets);
  if (compiled.kind === "invalid") return false;
  for (const file of compiled.set.files) if (!file.isImport || !built.has(file.path)) built.set(file.path, file);
  return targets.every((path) => built.get(path)?.isImport === false);
}

/** Changed files that their importers may see differently. */
function differingViews({ changes, base, files, built }: Step): string[] {
  const known = [...base.values(), ...built.values()];
  const optionFiles = closure(optionDeclarers(known), importsOf(known));
  return [...changes].filter((path) => {
    const [before, after] = [base.get(path), built.get(path)];
    if (before === undefined) return false;
    // Without the file now, it is gone, and so are its importers or what they knew of it.
    if (after === undefined) return files.has(path);
    return importersView(before, optionFiles.has(path)) !== importersView(after, optionFiles.has(path));
  });
}

/** Puts the new set together: what was compiled, the rest from the base, imports that are still needed. */
function assemble({ base, files, built }: Step, stale: ReadonlySet<string>): DescriptorSet | undefined {
  const take = (path: string) => (stale.has(path) ? built.get(path) : (base.get(path) ?? built.get(path)));
  const targets = [...files].filter(([, { isTarget }]) => isTarget).map(([path]) => path);
  const order = importsFirst(targets, (path) => {
    const file = take(path);
    return file === undefined ? [] : outlineOf(file).imports;
  });
  const found = order.flatMap((path) => {
    const file = take(path);
    return file === undefined ? [] : [markedFile(file, files.get(path)?.isTarget !== true)];
  });
  return found.length === order.length ? { files: found } : undefined;
}

function namesClash({ changes, base }: Step, { files }: DescriptorSet): boolean {
  const recompiled = files.filter(({ path }) => changes.has(path));
  const others = files.filter(({ path }) => !changes.has(path));
  return mayClash(
    recompiled.map((after) => ({ before: base.get(after.path), after })),
    others,
  );
}
