import { type EventInfo, planStep } from "@postel/model";
import type { DescriptorSet } from "@postel/proto";
import { canHoldEvents } from "../sources/can-hold-events.ts";
import { modelOf } from "../sources/model-of.ts";
import { besideProto, type GateFiles, GOLDENS } from "./files-beside.ts";

/** A lineage of a module whose released events have to be readable as its latest major. */
export interface GatedLineage {
  readonly target: EventInfo;
  /** The majors before the target, oldest first. */
  readonly earlier: readonly EventInfo[];
  /** The same majors as they were released, where they were. */
  readonly released: readonly EventInfo[];
  /** False where only a release runs it, to attest what became of samples that are stored. */
  readonly isRequired: boolean;
  /** Whether every sample needs a golden: schemas changed, and the target is new or has goldens already. */
  readonly needsGoldens: boolean;
}

/** What decides which lineages run. */
export interface GateScope {
  readonly set: DescriptorSet;
  readonly base: DescriptorSet;
  readonly files: GateFiles;
  /** Whether all run. */
  readonly attests: boolean;
}

/**
 * Finds the lineages that a change touches: a schema differs, or there are goldens or hand-written functions, of which only
 * running them tells whether they still do the same. Lineages of which nothing was released have nothing to read.
 */
export function gatedLineages({ set, base, files, attests }: GateScope): GatedLineage[] {
  const own = new Set(set.files.flatMap((file) => (file.isImport ? [] : [file.path])));
  const before = new Map((canHoldEvents(base) ? modelOf(base).events : []).map((event) => [event.name, event]));
  return modelOf(set).lineages.flatMap(({ majors }) => {
    const target = majors.at(-1);
    const earlier = majors.slice(0, -1);
    const released = earlier.flatMap(({ name }) => before.get(name) ?? []);
    if (target === undefined || earlier.length === 0 || !own.has(target.desc.file.proto.name)) return [];
    const spare = attests ? [{ target, earlier, released, isRequired: false, needsGoldens: false }] : [];
    if (released.length === 0) return spare;
    const isTouched = majors.some(({ name, schemaDigest }) => before.get(name)?.schemaDigest !== schemaDigest);
    const hasGoldens = files.has(besideProto(target.desc.file.proto.name, GOLDENS));
    if (!isTouched && !hasGoldens && !hasFunctions(majors)) return spare;
    const needsGoldens = isTouched && (hasGoldens || !before.has(target.name));
    return [{ target, earlier, released, isRequired: true, needsGoldens }];
  });
}

function hasFunctions(majors: readonly EventInfo[]): boolean {
  return majors.slice(1).some(({ desc }, at) => {
    const from = majors[at]?.desc;
    const plan = from === undefined ? undefined : planStep(from, desc);
    return plan?.pairs.some(({ fields }) => fields.some(({ origin }) => origin.kind === "unresolved"));
  });
}
