import { defineSpec } from "../args/spec.ts";

/** `postel plan A [--against B]` */
export const planSpec = defineSpec({
  name: "plan",
  summary: "Show how each event is read as its next major, field by field",
  description: "Where each field of a newer major comes from, which ones need a function, and what is lost on the way.",
  positionals: [{ name: "input", describe: "Folder, git repository, image or archive", default: "." }],
  options: {
    against: { type: "string", describe: "Where to find earlier majors that the input no longer has" },
    event: { type: "string", describe: "Only this event or lineage" },
    format: { type: "string", describe: "Form of the output", choices: ["text", "json"], default: "text" },
    json: { type: "boolean", describe: "The same as --format json" },
  },
  examples: [
    ["postel plan", "The steps of all lineages in this folder"],
    ["postel plan proto --event shop.orders.OrderPlaced --json", "One lineage's plan as data"],
  ],
});
