import { defineSpec } from "../args/spec.ts";

/** `postel check` */
export const checkSpec = defineSpec({
  name: "check",
  summary: "Judge a change: what it breaks, for whom, which version comes next",
  description:
    "Compares with --against, or with the latest releases in --registry, or else with the branch main of the surrounding git\n" +
    "repository. Breaks that accepted-breaks.yaml (beside buf.yaml) accepts stay listed and do not fail. Exit code 100 with findings.",
  positionals: [{ name: "input", describe: "Folder, git repository, image or archive to check", default: "." }],
  options: {
    against: { type: "string", describe: "What to compare with: .git#branch=main, a folder, an image" },
    registry: {
      type: "string",
      describe: "URL of a registry whose latest releases to compare with (env POSTEL_REGISTRY)",
    },
    level: {
      type: "string",
      describe: "Also hold this level: over the latest release, or over all of the registry's with _TRANSITIVE",
      choices: ["NONE", "BACKWARD", "BACKWARD_TRANSITIVE", "FORWARD", "FORWARD_TRANSITIVE", "FULL", "FULL_TRANSITIVE"],
    },
    module: { type: "string", describe: "Only this module, such as shop/orders" },
    format: {
      type: "string",
      describe: "Form of the output",
      choices: ["text", "json", "github-actions", "gitlab-code-quality", "junit", "markdown", "sarif"],
      default: "text",
    },
    update: {
      type: "boolean",
      describe:
        "Write the goldens, for review with the change: how samples of earlier majors are read now; and stubs of functions that are missing",
    },
    json: { type: "boolean", describe: "The same as --format json" },
  },
  examples: [
    ["postel check", "Compare this folder with the branch main"],
    ["postel check --registry http://127.0.0.1:8081", "Compare every module with its latest release"],
    [
      "postel check --registry http://127.0.0.1:8081 --level FULL_TRANSITIVE",
      "Let every released version read every other",
    ],
    ["postel check --against image.binpb --format markdown", "Write a comment for a pull request"],
  ],
});
