import { type EventInfo, planStep, readModel } from "@postel/model";
import type { DescriptorSet } from "@postel/proto";
import { canHoldEvents } from "../sources/can-hold-events.ts";
import { besideProto, type GateFiles, GOLDENS } from "./files-beside.ts";

/** A lineage of a module whose released events have to be readable as its latest major. */
export interface GatedLineage {
  readonly target: EventInfo;
  /** The majors before the target, oldest first. */
  readonly earlier: readonly EventInfo[];
  /** The same majors as they were released, where they were. */
  readonly released: readonly EventInfo[];
  /** Whether every sample needs a golden: schemas changed, and the target is new or has goldens already. */
  readonly needsGoldens: boolean;
}

/**
 * Finds the lineages that a change touches: a schema differs, or there are goldens or hand-written functions, of which only
 * running them tells whether they still do the same. Lineages of which nothing was released have nothing to read.
 */
export function gatedLineages(set: DescriptorSet, base: DescriptorSet, files: GateFiles): GatedLineage[] {
  if (!canHoldEvents(base)) return [];
  const own = new Set(set.files.flatMap((file) => (file.isImport ? [] : [file.path])));
  const before = new Map(readModel(base).events.map((event) => [event.name, event]));
  return readModel(set).lineages.flatMap(({ majors }) => {
    const target = majors.at(-1);
    const earlier = majors.slice(0, -1);
    const released = earlier.flatMap(({ name }) => before.get(name) ?? []);
    if (target === undefined || released.length === 0 || !own.has(target.desc.file.proto.name)) return [];
    const isTouched = majors.some(({ name, schemaDigest }) => before.get(name)?.schemaDigest !== schemaDigest);
    const hasGoldens = files.has(besideProto(target.desc.file.proto.name, GOLDENS));
    if (!isTouched && !hasGoldens && !hasFunctions(majors)) return [];
    const needsGoldens = isTouched && (hasGoldens || !before.has(target.name));
    return [{ target, earlier, released, needsGoldens }];
  });
}

function hasFunctions(majors: readonly EventInfo[]): boolean {
  return majors.slice(1).some(({ desc }, at) => {
    const from = majors[at]?.desc;
    const plan = from === undefined ? undefined : planStep(from, desc);
    return plan?.pairs.some(({ fields }) => fields.some(({ origin }) => origin.kind === "unresolved"));
  });
}
