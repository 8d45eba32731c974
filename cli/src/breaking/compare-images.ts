import { type Annotation, breaking } from "@postel/compat";
import type { LoadedImages } from "../sources/load-images.ts";
import { loadPolicies } from "../sources/load-policies.ts";
import type { BreakingFindings, BreakingRequest } from "./breaking-request.ts";
import { pairImages } from "./pair-images.ts";

type Images = Extract<LoadedImages, { kind: "ok" }>;

/** Compares two inputs module by module. Throws CompatError or CliError. */
export async function compareImages(
  before: Images,
  after: Images,
  request: BreakingRequest,
): Promise<BreakingFindings> {
  const { excludeImports, limitToInputFiles, cwd } = request;
  const document = after.images[0]?.module.document;
  const policies = await loadPolicies(document, cwd);
  const results = pairImages(before.images, after.images).map((pair) =>
    breaking(pair.before, pair.after, { config: pair.config, policies, excludeImports, limitToInputFiles }),
  );
  const annotations = results.flatMap(({ findings }) => findings.map((finding) => shown(finding, after.show)));
  return {
    kind: "findings",
    annotations: distinct(annotations),
    warnings: [...new Set(results.flatMap(({ warnings }) => warnings))],
  };
}

function shown(annotation: Annotation, show: (path: string) => string): Annotation {
  return annotation.path === undefined ? annotation : { ...annotation, path: show(annotation.path) };
}

/** Two modules may import one file, and both find the same in it. */
function distinct(annotations: readonly Annotation[]): Annotation[] {
  const identity = ({ path, line, column, endLine, endColumn, rule, message, policy }: Annotation) =>
    JSON.stringify([path, line, column, endLine, endColumn, rule, message, policy]);
  return [...new Map(annotations.map((annotation) => [identity(annotation), annotation])).values()];
}
