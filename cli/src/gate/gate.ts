import type { ReportedFinding } from "@postel/compat";
import { type EventInfo, readModel } from "@postel/model";
import { type DescriptorSet, registryOf } from "@postel/proto";
import type { CompiledCode } from "../release/compile-code.ts";
import { canHoldEvents } from "../sources/can-hold-events.ts";
import { moduleSet } from "../sources/module-set.ts";
import { compileUpcasts } from "../upcasts/compile-upcasts.ts";
import { diagnosticFinding } from "../upcasts/diagnostic-finding.ts";
import type { UpcastFiles } from "../upcasts/upcast-files.ts";
import { compareGoldens } from "./compare-goldens.ts";
import { besideProto, type GateFiles, GOLDENS } from "./files-beside.ts";
import { type GatedLineage, gatedLineages } from "./gated-lineages.ts";
import { type Golden, type PlacedGolden, printGoldens, readGoldens, sampleOfGolden } from "./goldens.ts";
import { lineageSamples, type RegistrySample } from "./lineage-samples.ts";
import { readExamples } from "./read-examples.ts";
import { resultFindings } from "./result-findings.ts";
import type { ChildLimits } from "./run-child.ts";
import { runSamples } from "./run-samples.ts";
import { contentKey, type StoredSample } from "./stored-sample.ts";
import { type UpcastResult, upcastResult } from "./upcast-result.ts";
import { validationOf } from "./validation.ts";

/** What the gate looks at. */
export interface GateInput {
  /** The module as it is about to be released, and as it was. */
  readonly set: DescriptorSet;
  readonly base: DescriptorSet;
  readonly upcasts: UpcastFiles;
  readonly files: GateFiles;
  /** Whether hand-written upcasters are compiled even where no sample runs. */
  readonly needsTypes: boolean;
  /** Asks the registry for the samples of an event's lineage. */
  readonly stored: (event: string) => Promise<readonly RegistrySample[]>;
  /** Told of samples that are about to run. */
  readonly onRun?: ((samples: number) => void) | undefined;
  /** What a process that runs upcasters may take. */
  readonly limits?: ChildLimits;
}

/** What the gate found. */
export interface GateReport {
  readonly findings: readonly ReportedFinding[];
  /** What became of every sample that ran; `differs` where that is not what its golden says. */
  readonly results: readonly (UpcastResult & { readonly differs: boolean })[];
  /** Goldens files as they should be, by path in the module; undefined for one that should not be. */
  readonly goldens: ReadonlyMap<string, string | undefined>;
  /** Samples that people wrote. */
  readonly examples: readonly StoredSample[];
}

/** Reads samples of all released events through the upcasters that are about to be released. Every lineage must be complete. */
export async function gate(input: GateInput): Promise<GateReport> {
  const { set, base, files } = input;
  const now = { set, validation: validationOf(set) };
  const examples = readExamples(set, ownEvents(set), files, now.validation);
  const goldens = readGoldens(files);
  const findings = [...examples.findings, ...goldens.findings];
  const lineages = gatedLineages(set, base, files);
  const nothing = { findings, results: [], goldens: new Map<string, string>(), examples: examples.samples };
  if (lineages.length === 0) {
    const typed = input.needsTypes ? await compileUpcasts(set, input.upcasts) : undefined;
    return typed?.kind === "invalid" ? { ...nothing, findings: [...findings, ...diagnosed(typed)] } : nothing;
  }
  const before = { set: base, validation: canHoldEvents(base) ? validationOf(base) : now.validation };
  const sources = { now, before, examples: examples.samples };
  const runs = await Promise.all(
    lineages.map(async (lineage) => {
      const mine = goldens.goldens.filter((golden) => isOf(lineage, golden) && !isReplaced(golden, examples.samples));
      const stored = await input.stored(lineage.released.at(-1)?.name ?? "");
      const found = lineageSamples(lineage, { ...sources, stored, goldens: mine });
      findings.push(...found.findings);
      return {
        lineage,
        target: lineage.target.name,
        proto: lineage.target.desc.file.proto.name,
        samples: found.samples,
      };
    }),
  );
  input.onRun?.(runs.reduce((sum, { samples }) => sum + samples.length, 0));
  const compiled = await compileUpcasts(codeSet(input, lineages), input.upcasts);
  if (compiled.kind === "invalid") return { ...nothing, findings: [...findings, ...diagnosed(compiled)] };
  const outcomes = await runSamples(compiled.files, runs, input.limits);
  const results: GateReport["results"][number][] = [];
  const wanted: Golden[] = [];
  for (const run of runs) {
    const { lineage, samples } = run;
    const { desc } = lineage.target;
    const read = samples.map((sample, at) =>
      upcastResult(sample, outcomes.get(run)?.[at] ?? { kind: "skipped" }, desc, now),
    );
    const compared = compareGoldens({
      target: desc,
      results: read,
      goldens: goldens.goldens.filter((golden) => isOf(lineage, golden)),
      keyOf: keyIn(lineage, set),
      wantsAll: lineage.needsGoldens,
    });
    findings.push(...resultFindings(desc, read), ...compared.findings);
    results.push(...read.map((result) => ({ ...result, differs: compared.changed.has(result.sample) })));
    wanted.push(...compared.goldens);
  }
  return {
    findings,
    results,
    examples: examples.samples,
    goldens: goldenFiles(files, goldens.goldens, lineages, wanted),
  };
}

/** The schemas whose code is needed; where people wrote some, TypeScript looks at all of it. */
function codeSet({ set, needsTypes }: GateInput, lineages: readonly GatedLineage[]): DescriptorSet {
  const majors = lineages.flatMap(({ target, earlier }) => [...earlier, target]);
  return needsTypes ? set : moduleSet(set, [...new Set(majors.map(({ desc }) => desc.file.proto.name))]);
}

function diagnosed({ diagnostics }: CompiledCode & { readonly kind: "invalid" }): ReportedFinding[] {
  return diagnostics.map(diagnosticFinding);
}

function ownEvents(set: DescriptorSet): EventInfo[] {
  const own = new Set(set.files.flatMap((file) => (file.isImport ? [] : [file.path])));
  return readModel(set).events.filter(({ desc }) => own.has(desc.file.proto.name));
}

function isOf({ target, earlier }: GatedLineage, golden: Golden): boolean {
  return [target, ...earlier].some(({ name }) => name === golden.target || name === golden.event);
}

/** Whether somebody has written another example under the name of a golden's sample. */
function isReplaced(golden: Golden, examples: readonly StoredSample[]): boolean {
  return examples.some(({ event, name }) => event === golden.event && name === golden.sample);
}

function keyIn(lineage: GatedLineage, set: DescriptorSet) {
  const earlier = new Map(lineage.earlier.map(({ name, desc }) => [name, desc]));
  return (of: PlacedGolden | StoredSample) => {
    if ("data" in of) return contentKey(of);
    const desc = earlier.get(of.event);
    const sample = desc === undefined ? undefined : sampleOfGolden(of, desc, registryOf(set));
    return sample === undefined ? undefined : contentKey(sample);
  };
}

/** All goldens files of the lineages that ran, with the goldens of others as they are. */
function goldenFiles(
  files: GateFiles,
  before: readonly PlacedGolden[],
  lineages: readonly GatedLineage[],
  wanted: readonly Golden[],
): Map<string, string | undefined> {
  const others = before.filter((golden) => !lineages.some((lineage) => isOf(lineage, golden)));
  const homes = new Map(
    lineages.map(({ target: { name, desc } }) => [name, besideProto(desc.file.proto.name, GOLDENS)]),
  );
  const placed = [...others, ...wanted.map((golden) => ({ ...golden, path: homes.get(golden.target) ?? "" }))];
  const paths = new Set([...homes.values(), ...before.map(({ path }) => path)]);
  const printed = [...paths].map((path): [string, string | undefined] => {
    const mine = placed.filter((golden) => golden.path === path);
    return [path, mine.length === 0 ? undefined : printGoldens(mine)];
  });
  return new Map(printed.filter(([path, text]) => files.get(path) !== text));
}
