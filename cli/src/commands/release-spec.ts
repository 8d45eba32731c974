import { defineSpec } from "../args/spec.ts";

/** `postel release` */
export const releaseSpec = defineSpec({
  name: "release",
  summary: "Release a module: next version, npm package, registry",
  description:
    "Compares the module with its latest release in the registry, computes the next version from what changed, builds the npm\n" +
    "package and registers the release. Nothing changed: nothing is released. Running it again is harmless.",
  positionals: [{ name: "input", describe: "Folder of the schemas", default: "." }],
  options: {
    module: { type: "string", describe: "Module to release, such as shop/orders; may be left out where there is one" },
    registry: { type: "string", describe: "URL of the registry (env POSTEL_REGISTRY)" },
    out: { type: "string", describe: "Folder for the package's tarball", default: "." },
    dryRun: { type: "boolean", describe: "Print the plan and change nothing" },
    format: { type: "string", describe: "Form of the output", choices: ["text", "json"], default: "text" },
    json: { type: "boolean", describe: "The same as --format json" },
  },
  examples: [
    [
      "postel release --module shop/orders --registry http://127.0.0.1:8081 --out dist",
      "Release into dist and the registry",
    ],
    ["postel release --module shop/orders --registry http://127.0.0.1:8081 --dry-run", "Which version, and why"],
  ],
});
