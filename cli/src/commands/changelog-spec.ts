import { defineSpec } from "../args/spec.ts";

/** `postel changelog` */
export const changelogSpec = defineSpec({
  name: "changelog",
  summary: "Print what changed, release by release, as Markdown",
  description:
    "The releases of a module in a registry, newest first; or with --against what an input changes, as one section.",
  positionals: [{ name: "input", describe: "Folder, git repository, image or archive; with --against", default: "." }],
  options: {
    registry: { type: "string", describe: "URL of a registry (env POSTEL_REGISTRY)" },
    module: { type: "string", describe: "Module, such as shop/orders; needed with a registry" },
    against: { type: "string", describe: "What to compare the input with, instead of a registry" },
  },
  examples: [
    ["postel changelog --module shop/orders --registry http://127.0.0.1:8081", "All releases of a module"],
    ["postel changelog --against .git#branch=main", "What this folder changes"],
  ],
});
