import type { GenConfig } from "../config/gen-config.ts";
import type { Selection } from "../resolve/select-events.ts";
import type { PlannedFile } from "./plan.ts";

/** Plans a stub for every handler that the service has not written yet. */
export async function planHandlers(_config: GenConfig, _selection: Selection, _folder: string): Promise<PlannedFile[]> {
  return [];
}
