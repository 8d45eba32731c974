import type { EventInfo, Lineage } from "@postel/model";
import type { RequestModel } from "../request/model-of-set.ts";
import { stepsOf, unresolvedIn } from "./steps-of.ts";

/** Why the newer majors of a lineage cannot be read as `target`, one line per field; empty when they can. */
export function downcastGaps(model: RequestModel, lineage: Lineage, target: EventInfo): string[] {
  const needed = new Set(lineage.majors.slice(lineage.majors.indexOf(target)).map(({ name }) => name));
  return stepsOf(model, "downcast")
    .filter(({ source, target }) => needed.has(source.typeName) && needed.has(target.typeName))
    .flatMap(unresolvedIn);
}
