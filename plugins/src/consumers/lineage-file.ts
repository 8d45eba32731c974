import type { RequestModel } from "../request/model-of-set.ts";
import type { ConsumedLineage } from "./consumed-lineages.ts";

/** The file beside the messages that exports a lineage read as the target: suffix `_event.js` for the newest major. */
export function lineageFile(_model: RequestModel, { lineage, target }: ConsumedLineage): string {
  return lineage.majors.at(-1) === target ? "_event.js" : "_downcast.js";
}
