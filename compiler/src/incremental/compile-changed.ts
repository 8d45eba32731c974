import { isDeepStrictEqual } from "node:util";
import { type DescriptorSet, markedFile, outlineOf, type SchemaFile } from "@postel/proto";
import type { Compiled } from "../build/run-build.ts";
import { closure, type Edges, importersAmong, importsFirst, optionTypes } from "./import-graph.ts";
import { importersView } from "./importers-view.ts";
import { mayClash } from "./name-clash.ts";
import { touchedNames } from "./seen-names.ts";

/** The .proto files of a source by import path: a digest of their content, and whether they are targets. */
export type SourceFiles = ReadonlyMap<string, { readonly digest: string; readonly isTarget: boolean }>;

/** A source that was compiled before. */
export interface KnownBuild {
  readonly files: SourceFiles;
  readonly set: DescriptorSet;
}

/** The new source, file by file; all paths are import paths. */
export interface Targets {
  /** Compiles some targets with their imports. */
  compile(paths: readonly string[]): Promise<Compiled>;
  /** Reads what files of the source hold, in the same order. */
  read(paths: readonly string[]): Promise<readonly Uint8Array[]>;
}

/**
 * Compiles what differs from a known build of the same modules and takes the rest from there. Returns exactly what compiling
 * everything would, or undefined when that is not proven: then everything must be compiled.
 */
export async function compileChanged(
  known: KnownBuild,
  files: SourceFiles,
  targets: Targets,
): Promise<DescriptorSet | undefined> {
  const changes = changesBetween(known.files, files);
  if (changes.size === 0) return known.set;
  const base = new Map(known.set.files.map((file) => [file.path, file]));
  const importers = importersAmong(base.values());
  const isStranded = (path: string) => (importers.get(path) ?? []).some((importer) => !changes.has(importer));
  if ([...changes].some((path) => !files.has(path) && isStranded(path))) return undefined;
  const step: Step = { changes, base, files, importers, built: new Map(), targets };
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
  readonly targets: Targets;
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
  const { changes, importers } = step;
  if (!(await build(step, changes))) return undefined;
  const differences = seenDifferences(step, changes);
  const affected = closure(differences.keys(), importers);
  const rest = [...affected].filter((path) => !changes.has(path));
  const naming = await thoseNaming(step, rest, [...differences.values()]);
  if (!(await buildFew(step, naming))) return undefined;
  // Who names nothing that is different can see it only through those who do.
  if (naming.length === rest.length || seenDifferences(step, naming).size === 0)
    return new Set([...naming, ...changes]);
  return (await buildFew(step, rest)) ? new Set([...rest, ...changes]) : undefined;
}

/** Compiling half of everything costs as much as all of it. */
async function buildFew(step: Step, paths: readonly string[]): Promise<boolean> {
  return paths.length * 2 <= step.files.size && (await build(step, paths));
}

/** Picks the files that have one of the names in their text, which whoever refers to something must; unknown ones count. */
async function thoseNaming(
  step: Step,
  paths: readonly string[],
  names: readonly Difference[],
): Promise<readonly string[]> {
  if (paths.length === 0 || names.includes("everything")) return paths;
  const wanted = new Set(names.flatMap((some) => [...some]));
  const own = paths.filter((path) => step.files.has(path));
  const texts = await step.targets.read(own);
  const silent = new Set(own.filter((_, at) => !holdsAny(texts[at], wanted)));
  return paths.filter((path) => !silent.has(path));
}

function holdsAny(content: Uint8Array | undefined, names: ReadonlySet<string>): boolean {
  if (content === undefined) return true;
  const text = Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString("latin1");
  return [...names].some((name) => text.includes(name));
}

async function build({ files, built, targets: { compile } }: Step, paths: Iterable<string>): Promise<boolean> {
  const wanted = [...paths].filter((path) => files.get(path)?.isTarget === true);
  if (wanted.length === 0) return true;
  const compiled = await compile(wanted);
  if (compiled.kind === "invalid") return false;
  for (const file of compiled.set.files) if (!file.isImport || !built.has(file.path)) built.set(file.path, file);
  return wanted.every((path) => built.get(path)?.isImport === false);
}

type Difference = ReturnType<typeof touchedNames>;

/** Compiled files that their importers may see differently, and the names of what is different. */
function seenDifferences(step: Step, paths: Iterable<string>): ReadonlyMap<string, Difference> {
  const { base, files, built } = step;
  const isOptionType = optionTypes(step);
  const differences = new Map<string, Difference>();
  for (const path of paths) {
    const [before, after] = [base.get(path), built.get(path)];
    if (before === undefined) continue;
    // Without the file now, it is gone, and so are its importers or what they knew of it.
    if (after === undefined && files.has(path)) differences.set(path, "everything");
    if (after === undefined || importersView(before, true) === importersView(after, true)) continue;
    const whole = isOptionType(path);
    if (!whole && importersView(before, false) === importersView(after, false)) continue;
    differences.set(path, whole ? "everything" : touchedNames(before, after));
  }
  return differences;
}

/** Puts the new set together: what was compiled, the rest from the base, imports that are still needed. */
function assemble(step: Step, stale: ReadonlySet<string>): DescriptorSet | undefined {
  const { base, files, built } = step;
  if (keepsOrder(step, stale)) return { files: replaceStale(step, stale) };
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

/** Where the same files import the same as before, each stays in its place. */
function keepsOrder({ base, files, built, changes }: Step, stale: ReadonlySet<string>): boolean {
  if (![...changes].every((path) => base.has(path) && files.has(path))) return false;
  return [...stale].every((path) => {
    const [before, after] = [base.get(path), built.get(path)];
    if (before === undefined || after === undefined || before.isImport === files.get(path)?.isTarget) return false;
    return isDeepStrictEqual(outlineOf(before).imports, outlineOf(after).imports);
  });
}

function replaceStale({ base, built }: Step, stale: ReadonlySet<string>): SchemaFile[] {
  return [...base.values()].map((file) => {
    const fresh = stale.has(file.path) ? built.get(file.path) : undefined;
    return fresh === undefined ? file : markedFile(fresh, file.isImport);
  });
}

function namesClash({ changes, base }: Step, { files }: DescriptorSet): boolean {
  const recompiled = files.filter(({ path }) => changes.has(path));
  const others = files.filter(({ path }) => !changes.has(path));
  return mayClash(
    recompiled.map((after) => ({ before: base.get(after.path), after })),
    others,
  );
}
