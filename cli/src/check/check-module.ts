import { type AcceptedBreak, check, type Level, type Policy, type Verdict } from "@postel/compat";
import type { GateFiles } from "../gate/files-beside.ts";
import type { GateInput, GateReport } from "../gate/gate.ts";
import { lineageRule } from "../rules/upcast-rules.ts";
import { canHoldEvents } from "../sources/can-hold-events.ts";
import type { ModuleImage } from "../sources/load-images.ts";
import type { UpcastFiles } from "../upcasts/upcast-files.ts";
import type { Base } from "./base.ts";

/** What judges a module besides its schemas. */
export interface CheckInput {
  readonly image: ModuleImage;
  readonly base: Base;
  readonly policies: readonly Policy[];
  /** A level to hold over the base's releases. */
  readonly level?: Level | undefined;
  readonly accepted: readonly AcceptedBreak[];
  /** Hand-written upcasters; undefined where the input cannot hold any, and then nobody asks for them. */
  readonly upcasts: UpcastFiles | undefined;
  /** Examples and goldens. */
  readonly files: GateFiles;
  readonly stored: GateInput["stored"];
  readonly onRun?: GateInput["onRun"];
  readonly cache?: GateInput["cache"];
  /** Whether a release has to attest what became of samples. */
  readonly attests: boolean;
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** A verdict, and what the gate found where there was something to run. */
export interface CheckedModule {
  readonly verdict: Verdict;
  readonly gate?: GateReport;
}

/** Judges one module: its changes, its lineages, its hand-written upcasters and what they make of samples. */
export async function checkModule(input: CheckInput): Promise<CheckedModule> {
  const { image, base, policies, accepted, level, today, upcasts } = input;
  const { set, config } = image;
  const held = level === undefined ? {} : { level, releases: base.releases };
  const verdict = check(base.set, set, { config, policies, accepted, today, excludeImports: true, ...held });
  if (!canHoldEvents(image.set)) return { verdict };
  const { lineageReport } = await import("../upcasts/lineage-report.ts");
  const { gatedLineages } = await import("../gate/gated-lineages.ts");
  const { findings, needsFunctions } = lineageReport(image.set);
  const and = (more: Verdict["findings"]) => ({ ...verdict, findings: [...verdict.findings, ...findings, ...more] });
  // What is lost can be read all the same; annotations that lead nowhere leave nothing to run.
  if (upcasts === undefined || findings.some(({ rule }) => rule === lineageRule.id)) return { verdict: and([]) };
  const scope = { ...input, set, base: base.set };
  const isIdle = !input.attests && !needsFunctions && input.files.size === 0 && gatedLineages(scope).length === 0;
  if (isIdle) return { verdict: and([]) };
  const { gate } = await import("../gate/gate.ts");
  const report = await gate({ ...scope, upcasts, needsFunctions });
  return { verdict: and(report.findings), gate: report };
}
