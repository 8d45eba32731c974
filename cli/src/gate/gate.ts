import type { ReportedFinding } from "@postel/compat";
import type { EventInfo } from "@postel/model";
import type { DescriptorSet } from "@postel/proto";
import { canHoldEvents } from "../sources/can-hold-events.ts";
import { modelOf } from "../sources/model-of.ts";
import { compareGoldens } from "./compare-goldens.ts";
import type { GateFiles } from "./files-beside.ts";
import { type GatedLineage, gatedLineages } from "./gated-lineages.ts";
import { type Golden, type PlacedGoldens, readGoldens } from "./goldens.ts";
import { lineageCode } from "./lineage-code.ts";
import { goldenFiles, isOf, isReplaced, keyIn } from "./lineage-goldens.ts";
import { lineageSamples, type RegistrySample, type UnmadeSample } from "./lineage-samples.ts";
import { type LineageSampleRun, type OutcomesInput, outcomesOf } from "./outcomes-of.ts";
import { readExamples } from "./read-examples.ts";
import { resultFindings } from "./result-findings.ts";
import type { Outcome } from "./run-samples.ts";
import type { StoredSample } from "./stored-sample.ts";
import { lostUnread, type Probe, probesOf, unreadFields } from "./unread-fields.ts";
import { type UpcastResult, upcastResult } from "./upcast-result.ts";
import { type Validation, validationOf } from "./validation.ts";

/** What the gate looks at: a module as it is about to be released, and as it was. */
export interface GateInput extends OutcomesInput {
  readonly base: DescriptorSet;
  readonly files: GateFiles;
  /** Whether all lineages run, as a release has to attest, and not only those that a change may touch. */
  readonly attests: boolean;
  /** Asks the registry for the samples of an event's lineage. */
  readonly stored: (event: string) => Promise<readonly RegistrySample[]>;
}

/** What became of a sample; `differs` where that is not what its golden says. */
export type JudgedResult = UpcastResult & { readonly differs: boolean };

/** What the gate found. */
export interface GateReport {
  readonly findings: readonly ReportedFinding[];
  /** What became of every sample that ran. */
  readonly results: readonly JudgedResult[];
  /** Goldens files as they should be, by path in the module; undefined for one that should not be. */
  readonly goldens: ReadonlyMap<string, string | undefined>;
  /** Hand-written files with stubs for the functions that are missing, by path in the module. */
  readonly stubs: ReadonlyMap<string, string>;
  /** Samples that could not be generated. */
  readonly unmade: readonly UnmadeSample[];
  /** Samples that people wrote, and those of the registry. */
  readonly examples: readonly StoredSample[];
  readonly stored: readonly RegistrySample[];
}

/** Reads samples of all released events through the upcasters that are about to be released. Every lineage must be complete. */
export async function gate(input: GateInput): Promise<GateReport> {
  const { set, files } = input;
  const now = { set, validation: validationOf(set) };
  const examples = readExamples(set, ownEvents(set), files, now.validation);
  const goldens = readGoldens(files);
  let released: ReturnType<Own["before"]> | undefined;
  const before: Own["before"] = () => {
    released ??= { set: input.base, validation: canHoldEvents(input.base) ? validationOf(input.base) : now.validation };
    return released;
  };
  const own: Own = { input, now, before, examples: examples.samples, goldens };
  const runs = await Promise.all(gatedLineages(input).map((lineage) => lineageRun(own, lineage)));
  const report = {
    findings: [...examples.findings, ...goldens.findings, ...runs.flatMap((run) => run.findings)],
    results: [],
    goldens: new Map<string, string>(),
    stubs: new Map<string, string>(),
    unmade: runs.flatMap(({ unmade }) => unmade),
    examples: examples.samples,
    stored: runs.flatMap(({ stored }) => stored),
  };
  const running = runs.filter(({ samples }) => samples.length > 0);
  if (running.length === 0 && !input.needsFunctions) return report;
  const ran = await outcomesOf(input, running);
  if (ran.kind === "invalid") return { ...report, findings: [...report.findings, ...ran.findings], stubs: ran.stubs };
  if (running.length === 0) return report;
  const judged = running.map((run) => judgeRun(own, run, ran.outcomes.get(run) ?? []));
  const wanted = judged.flatMap((each) => each.goldens);
  return {
    ...report,
    findings: [...report.findings, ...judged.flatMap((each) => each.findings)],
    results: judged.flatMap(({ results }) => results),
    goldens: goldenFiles(
      files,
      goldens,
      running.map(({ lineage }) => lineage),
      wanted,
    ),
  };
}

/** What people keep beside the schemas, and the schemas. */
interface Own {
  readonly input: GateInput;
  readonly now: { readonly set: DescriptorSet; readonly validation: Validation };
  /** The same of the release before; made when the first lineage needs it. */
  readonly before: () => Own["now"];
  readonly examples: readonly StoredSample[];
  readonly goldens: PlacedGoldens;
}

interface LineageRun extends LineageSampleRun {
  /** The samples that count; those that run are these and the probes. */
  readonly read: readonly StoredSample[];
  readonly probes: readonly Probe[];
  readonly lineage: GatedLineage;
  readonly stored: readonly RegistrySample[];
  readonly unmade: readonly UnmadeSample[];
  readonly findings: readonly ReportedFinding[];
}

/** Collects the samples of a lineage. */
async function lineageRun({ input, now, before, examples, goldens }: Own, lineage: GatedLineage): Promise<LineageRun> {
  const { target, earlier, released } = lineage;
  const mine = goldens.goldens.filter((golden) => isOf(lineage, golden) && !isReplaced(golden, examples));
  const stored = await input.stored((released.at(-1) ?? earlier.at(-1) ?? target).name);
  const found = lineageSamples(lineage, { now, before: before(), examples, stored, goldens: mine });
  const { samples, unmade, findings } = found;
  const majors = [...earlier, target];
  const code = lineageCode(
    input,
    majors.map(({ desc }) => desc.file.proto.name),
  );
  const probes = lineage.isRequired ? probesOf(unreadFields(majors, code.upcasts), samples) : [];
  return {
    lineage,
    stored,
    unmade,
    target: target.name,
    proto: target.desc.file.proto.name,
    majors,
    read: samples,
    probes,
    samples: [...samples, ...probes.map(({ without }) => without)],
    findings: lineage.isRequired ? findings : [],
  };
}

/** Says what became of a lineage's samples. */
function judgeRun({ now, goldens }: Own, run: LineageRun, outcomes: readonly Outcome[]) {
  const { lineage, samples } = run;
  const { desc } = lineage.target;
  const outcomeOf = new Map(samples.map((sample, at) => [sample, outcomes[at]]));
  const read = run.read.map((sample, at) => upcastResult(sample, outcomes[at] ?? { kind: "skipped" }, desc, now));
  const compared = compareGoldens({
    target: desc,
    results: read,
    goldens: goldens.goldens.filter((golden) => isOf(lineage, golden)),
    unread: goldens.unread,
    keyOf: keyIn(lineage, now.set),
    wantsAll: lineage.needsGoldens,
  });
  const counting = read.filter(({ sample }) => lineage.isRequired || sample.origin === "registry");
  return {
    findings: [
      ...resultFindings(desc, counting),
      ...lostUnread(run.probes, (of) => outcomeOf.get(of)),
      ...compared.findings,
    ],
    results: read.map((result): JudgedResult => ({ ...result, differs: compared.changed.has(result.sample) })),
    goldens: compared.goldens as readonly Golden[],
  };
}

function ownEvents(set: DescriptorSet): EventInfo[] {
  const own = new Set(set.files.flatMap((file) => (file.isImport ? [] : [file.path])));
  return modelOf(set).events.filter(({ desc }) => own.has(desc.file.proto.name));
}
