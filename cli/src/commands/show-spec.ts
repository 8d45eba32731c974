import { defineSpec } from "../args/spec.ts";

/** `postel show EVENT` */
export const showSpec = defineSpec({
  name: "show",
  summary: "Show an event: its fields, its lineage, how it travels",
  positionals: [{ name: "event", describe: "Full name, such as shop.orders.v2.OrderPlaced", required: true }],
  options: {
    source: { type: "string", describe: "Folder, git repository, image or archive that holds it", default: "." },
    registry: { type: "string", describe: "URL of a registry to ask instead" },
    format: { type: "string", describe: "Form of the output", choices: ["text", "json"], default: "text" },
    json: { type: "boolean", describe: "The same as --format json" },
  },
  examples: [
    ["postel show shop.orders.v2.OrderPlaced", "An event of this folder"],
    ["postel show shop.orders.v2.OrderPlaced --registry http://127.0.0.1:8081", "An event and its releases"],
  ],
});
