import { defineSpec } from "../args/spec.ts";

/** `postel breaking`, which is `buf breaking` to the letter. */
export const breakingSpec = defineSpec({
  name: "breaking",
  summary: "Find breaking changes, as `buf breaking` does",
  description:
    "Inputs, flags, output and exit codes are those of `buf breaking`: 0 without findings, 100 with findings or with errors in\n" +
    ".proto files, 1 when it could not run. The input's own buf.yaml says which rules count.",
  positionals: [
    { name: "input", describe: "Folder, .proto file, git repository, image or archive to check", default: "." },
  ],
  options: {
    against: { type: "string", describe: "What to compare with, in the same forms", required: true },
    config: { type: "string", describe: "A buf.yaml to use instead of the input's: a file, or its content" },
    againstConfig: { type: "string", describe: "The same for what is compared with" },
    errorFormat: {
      type: "string",
      describe: "Form of the findings",
      choices: ["text", "json", "msvs", "junit", "github-actions", "gitlab-code-quality"],
      default: "text",
    },
    path: { type: "strings", describe: "Only this file or folder; repeatable" },
    excludePath: { type: "strings", describe: "Not this file or folder; repeatable" },
    limitToInputFiles: { type: "boolean", describe: "Only files that the input has" },
    excludeImports: { type: "boolean", describe: "Not the files that are only imported" },
    disableSymlinks: { type: "boolean", describe: "Follow no symbolic link" },
    timeout: { type: "string", describe: "How long to wait for the compiler, such as 30s or 2m; 0s for ever" },
  },
  examples: [
    ["postel breaking --against .git#branch=main", "Compare this folder with the branch main"],
    [
      "postel breaking proto --against image.binpb --error-format json",
      "Compare with an image; one JSON object a line",
    ],
  ],
});
