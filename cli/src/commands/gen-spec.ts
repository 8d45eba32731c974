import { defineSpec } from "../args/spec.ts";

/** `postel gen`, and the program `gen` */
export const genSpec = defineSpec({
  name: "gen",
  summary: "Write a service's producers and consumers, as its gen.yaml declares",
  description:
    "Reads the nearest gen.yaml, takes the releases that gen.lock pins, and writes only files that differ. Handlers are added " +
    "where they are missing and never changed. Exits with 100 when --check or --frozen finds a difference.",
  positionals: [],
  options: {
    check: { type: "boolean", describe: "Write nothing; list what is missing, changed or stale" },
    frozen: { type: "boolean", describe: "Fail rather than change gen.lock" },
    update: { type: "boolean", describe: "Take the newest releases that gen.yaml allows" },
    offline: { type: "boolean", describe: "Ask no registry; use the releases on this machine" },
    dryRun: { type: "boolean", describe: "Write nothing; list what would be written" },
    config: { type: "string", describe: "Path of gen.yaml, where it is not the nearest" },
    format: { type: "string", describe: "Form of the output", choices: ["text", "json"], default: "text" },
    json: { type: "boolean", describe: "The same as --format json" },
  },
  examples: [
    ["gen", "Generate, and pin what was used in gen.lock"],
    ["gen --check", "For CI: fail when somebody forgot to run gen"],
    ["gen --update", "Move to the newest releases that gen.yaml allows"],
  ],
});
