import { defineSpec } from "../args/spec.ts";

/** `postel diff A B` */
export const diffSpec = defineSpec({
  name: "diff",
  summary: "List every difference between two schemas, breaking or not",
  description: "Facts without judgement, event by event; `postel check` judges them.",
  positionals: [
    { name: "before", describe: "Folder, git repository, image or archive", required: true },
    { name: "after", describe: "The newer one", required: true },
  ],
  options: {
    format: { type: "string", describe: "Form of the output", choices: ["text", "json"], default: "text" },
    json: { type: "boolean", describe: "The same as --format json" },
  },
  examples: [
    ["postel diff .git#branch=main .", "What this folder changes"],
    ["postel diff v1.binpb v2.binpb --json", "All facts as one JSON document"],
  ],
});
