import type { EventInfo } from "@postel/model";
import { generatorVersion } from "../gen/generator-version.ts";
import { modelOf } from "../sources/model-of.ts";
import { diagnosticFinding } from "../upcasts/diagnostic-finding.ts";
import { type UpcastGaps, upcastGaps } from "../upcasts/upcast-gaps.ts";
import { type LineageCode, lineageCode } from "./lineage-code.ts";
import type { OutcomeCache, RunContent } from "./outcome-cache.ts";
import type { ChildLimits } from "./run-child.ts";
import { type Outcome, runSamples, type SampleRun } from "./run-samples.ts";

/** Samples of a lineage, and its events. */
export interface LineageSampleRun extends SampleRun {
  readonly majors: readonly EventInfo[];
}

/** What is compiled and run, and how. */
export interface OutcomesInput extends LineageCode {
  /** Whether there have to be hand-written functions, which then have to compile even where no sample runs. */
  readonly needsFunctions: boolean;
  /** Told of samples that are about to run. */
  readonly onRun?: ((samples: number) => void) | undefined;
  /** Remembers what samples became. */
  readonly cache?: OutcomeCache | undefined;
  /** What a process that runs upcasters may take. */
  readonly limits?: ChildLimits;
}

/** Outcomes by run, or why nothing could run. */
export type Ran =
  | { readonly kind: "ok"; readonly outcomes: ReadonlyMap<SampleRun, readonly Outcome[]> }
  | ({ readonly kind: "invalid" } & UpcastGaps);

/**
 * Compiles and runs what has not run well before: the cost follows the change. Where functions are missing, these are
 * named, and nothing else.
 */
export async function outcomesOf(input: OutcomesInput, runs: readonly LineageSampleRun[]): Promise<Ran> {
  const { set, upcasts, cache } = input;
  const units = [...runs, ...(input.needsFunctions ? compiledOnly(input, runs) : [])].map((run) =>
    contentOf(input, run),
  );
  const known = await Promise.all(units.map(async (unit) => ({ unit, outcomes: await cache?.read(unit) })));
  const outcomes = new Map(known.flatMap(({ unit, outcomes: read }) => (read ? [[unit.run, read] as const] : [])));
  const open = units.filter(({ run }) => !outcomes.has(run));
  if (open.length === 0) return { kind: "ok", outcomes };
  const compiled = (await lacksFunctions(input)) ? undefined : await compileOpen(input, open);
  if (compiled?.kind !== "ok") {
    const gaps = await upcastGaps(set, upcasts);
    if (gaps.findings.length > 0 || compiled === undefined) return { kind: "invalid", ...gaps };
    return { kind: "invalid", findings: compiled.diagnostics.map(diagnosticFinding), stubs: new Map() };
  }
  const running = open.map(({ run }) => run).filter(({ samples }) => samples.length > 0);
  input.onRun?.(running.reduce((sum, { samples }) => sum + samples.length, 0));
  const ran = running.length === 0 ? new Map() : await runSamples(compiled.files, running, input.limits);
  await cache?.write(open.map((unit) => [unit, ran.get(unit.run) ?? []]));
  return { kind: "ok", outcomes: new Map([...outcomes, ...ran]) };
}

/** Whether a whole file of functions is missing. One that lacks some does not compile, and only then is it read closely. */
async function lacksFunctions({ set, upcasts, needsFunctions }: OutcomesInput): Promise<boolean> {
  if (!needsFunctions) return false;
  const { upcastStubs } = await import("@postel/plugins");
  return [...upcastStubs(set).keys()].some((path) => !upcasts.has(path));
}

/** Together, what is open may lack what only a file of another lineage needs: then all is compiled, and that counts. */
async function compileOpen({ set, upcasts, needsFunctions }: OutcomesInput, open: readonly RunContent[]) {
  const { compileUpcasts } = await import("../upcasts/compile-upcasts.ts");
  const paths = new Set(open.flatMap((unit) => unit.set.files.map(({ path }) => path)));
  const own = set.files.filter(({ path }) => paths.has(path));
  const functions = new Map(open.flatMap((unit) => [...unit.upcasts]));
  const compiled = await compileUpcasts({ files: own }, functions);
  if (compiled.kind === "ok" || !needsFunctions || functions.size === upcasts.size) return compiled;
  return compileUpcasts(set, upcasts);
}

/** Lineages of which no sample runs, and functions that belong to no lineage. */
function compiledOnly(input: OutcomesInput, runs: readonly LineageSampleRun[]): LineageSampleRun[] {
  const running = new Set(runs.map(({ target }) => target));
  const lineages = modelOf(input.set).lineages.flatMap(({ majors }) => {
    const target = majors.at(-1);
    if (target === undefined || majors.length < 2 || running.has(target.name)) return [];
    return [{ target: target.name, proto: target.desc.file.proto.name, majors, samples: [] }];
  });
  const covered = new Set([...runs, ...lineages].flatMap((run) => [...contentOf(input, run).upcasts.keys()]));
  const rest = [...input.upcasts.keys()].filter((path) => !covered.has(path));
  return [...lineages, ...rest.map((path) => ({ target: "", proto: path, majors: [], samples: [] }))];
}

function contentOf({ set, upcasts }: OutcomesInput, run: LineageSampleRun): RunContent {
  const protos = [run.proto, ...run.majors.map(({ desc }) => desc.file.proto.name)];
  return { version: generatorVersion(), ...lineageCode({ set, upcasts }, protos), run };
}
