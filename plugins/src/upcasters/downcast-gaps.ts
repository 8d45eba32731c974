import type { EventInfo, Lineage } from "@postel/model";
import type { RequestModel } from "../request/model-of-set.ts";
import { stepsOf, unresolvedIn } from "./steps-of.ts";

const known = new WeakMap<RequestModel, ReadonlyMap<string, readonly string[]>>();

/** Why the newer majors of a lineage cannot be read as `target`, one line per field; empty when they can. */
export function downcastGaps(model: RequestModel, lineage: Lineage, target: EventInfo): string[] {
  const gaps = known.get(model) ?? gapsBySource(model);
  known.set(model, gaps);
  const newer = lineage.majors.slice(lineage.majors.indexOf(target) + 1);
  return newer.flatMap(({ name }) => gaps.get(name) ?? []);
}

/** Every step down leads from one event to the one before. */
function gapsBySource(model: RequestModel): ReadonlyMap<string, readonly string[]> {
  return new Map(stepsOf(model, "downcast").map((step) => [step.source.typeName, unresolvedIn(step)]));
}
