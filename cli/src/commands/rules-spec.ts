import { defineSpec } from "../args/spec.ts";

/** `postel rules [ID]` */
export const rulesSpec = defineSpec({
  name: "rules",
  summary: "List the rules, or explain one",
  positionals: [{ name: "id", describe: "Rule to explain, such as FIELD_SAME_TYPE" }],
  options: {
    format: { type: "string", describe: "Form of the output", choices: ["text", "json", "markdown"], default: "text" },
    json: { type: "boolean", describe: "The same as --format json" },
  },
  examples: [
    ["postel rules", "All rules with their categories"],
    ["postel rules FIELD_SAME_TYPE", "One rule: what it forbids, why, and how to get out"],
  ],
});
