import { defineSpec } from "../args/spec.ts";

/** `postel plan A [--against B]` */
export const planSpec = defineSpec({
  name: "plan",
  summary: "Show how old messages are read as new ones, field by field",
  description:
    "Where each field of an event's newer major comes from, which ones need a function, and what is lost on the way. With --against the same for every message of two sources, whether they use Postel or not: paired by full name, or else by the version in their package.",
  positionals: [{ name: "input", describe: "Folder, git repository, image or archive", default: "." }],
  options: {
    against: { type: "string", describe: "The earlier source: folder, git repository, image or archive" },
    path: {
      type: "strings",
      describe: "Only what is in this file or folder of a source, with all that it holds; may be given several times",
    },
    message: { type: "string", describe: "Only this message, event or lineage, with all that it holds" },
    event: { type: "string", describe: "The same as --message" },
    format: { type: "string", describe: "Form of the output", choices: ["text", "json"], default: "text" },
    json: { type: "boolean", describe: "The same as --format json" },
  },
  examples: [
    ["postel plan", "The steps of all lineages in this folder"],
    ["postel plan proto --event shop.orders.OrderPlaced --json", "One lineage's plan as data"],
    ["postel plan new.binpb --against old.binpb", "How each message of one image is read as another's"],
  ],
});
