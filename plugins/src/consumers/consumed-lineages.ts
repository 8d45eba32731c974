import type { EventInfo, Lineage } from "@postel/model";
import { PluginError } from "../errors.ts";
import { distinctNames } from "../names/distinct-names.ts";
import type { Consumed } from "../options.ts";
import { hintFor } from "../request/hint-for.ts";
import type { RequestModel } from "../request/model-of-set.ts";

/** A lineage that a service reads. */
export interface ConsumedLineage {
  readonly lineage: Lineage;
  /** The major that handlers receive. */
  readonly target: EventInfo;
  /** The handler's name: `orderPlaced`. */
  readonly handler: string;
}

/** Finds what a service reads, by lineage name. Throws lineage_unknown or major_unknown. */
export function consumedLineages(model: RequestModel, consumes: readonly Consumed[]): ConsumedLineage[] {
  const found = consumes
    .map((consumed) => find(model, consumed))
    .sort((a, b) => (a.lineage.name < b.lineage.name ? -1 : 1));
  const names = distinctNames(found.map(({ target }) => target.desc));
  return found.map((one, at) => ({ ...one, handler: names[at] ?? "" }));
}

function find({ lineages }: RequestModel, { lineage: name, at }: Consumed): Omit<ConsumedLineage, "handler"> {
  const lineage = lineages.get(name);
  const latest = lineage?.majors.at(-1);
  if (lineage === undefined || latest === undefined)
    throw new PluginError("lineage_unknown", { name, hint: hintFor(name, [...lineages.keys()]) });
  const target = at === undefined ? latest : lineage.majors.find(({ major }) => major === at);
  if (target !== undefined) return { lineage, target };
  const majors = lineage.majors.map(({ major }) => `v${major}`).join(", ");
  throw new PluginError("major_unknown", { name, major: at ?? 0, majors });
}
