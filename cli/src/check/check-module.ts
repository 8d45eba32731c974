import { type AcceptedBreak, check, type Policy, type Verdict } from "@postel/compat";
import { canHoldEvents } from "../sources/can-hold-events.ts";
import type { ModuleImage } from "../sources/load-images.ts";
import type { UpcastFiles } from "../upcasts/upcast-files.ts";
import { upcastGaps } from "../upcasts/upcast-gaps.ts";
import type { Base } from "./base.ts";

/** What judges a module besides its schemas. */
export interface CheckInput {
  readonly image: ModuleImage;
  readonly base: Base;
  readonly policies: readonly Policy[];
  readonly accepted: readonly AcceptedBreak[];
  /** Hand-written upcasters; undefined where the input cannot hold any, and then nobody asks for them. */
  readonly upcasts: UpcastFiles | undefined;
  /** Whether TypeScript is asked about hand-written upcasters; a release, which compiles them anyway, need not. */
  readonly typeCheck: boolean;
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** Judges one module: its changes, its lineages and its hand-written upcasters. */
export async function checkModule(input: CheckInput): Promise<Verdict> {
  const { image, base, policies, accepted, upcasts, typeCheck, today } = input;
  const { set, config } = image;
  const verdict = check(base.set, set, { config, policies, accepted, today, excludeImports: true });
  if (!canHoldEvents(set)) return verdict;
  const { lineageReport } = await import("../upcasts/lineage-report.ts");
  const { findings, needsFunctions } = lineageReport(set);
  const functions =
    upcasts === undefined || findings.length > 0 || !needsFunctions
      ? []
      : await checkUpcasts(image, upcasts, typeCheck);
  return { ...verdict, findings: [...verdict.findings, ...findings, ...functions] };
}

/** Functions that are missing are named first; TypeScript is asked only when all are there. */
async function checkUpcasts({ set }: ModuleImage, upcasts: UpcastFiles, typeCheck: boolean) {
  const gaps = await upcastGaps(set, upcasts);
  if (gaps.length > 0 || !typeCheck) return gaps;
  const { typeCheckUpcasts } = await import("../upcasts/type-check-upcasts.ts");
  return typeCheckUpcasts(set, upcasts);
}
