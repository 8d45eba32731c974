import { PluginError } from "../errors.ts";
import type { RequestModel } from "../request/model-of-set.ts";
import { downcastGaps } from "../upcasters/downcast-gaps.ts";
import type { ConsumedLineage } from "./consumed-lineages.ts";

/**
 * The end of the file that exports a lineage read as the target: `_event.js` for the newest major, `_downcast.js` for
 * older ones. Throws downcast_missing when newer majors cannot be read as the target.
 */
export function lineageFile(model: RequestModel, { lineage, target }: ConsumedLineage): string {
  if (lineage.majors.at(-1) === target) return "_event.js";
  const gaps = downcastGaps(model, lineage, target);
  if (gaps.length > 0)
    throw new PluginError("downcast_missing", { name: lineage.name, major: target.major, gaps: gaps.join("\n") });
  return "_downcast.js";
}
