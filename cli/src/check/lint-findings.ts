import type { ReportedFinding } from "@postel/compat";
import { lint, type Source } from "@postel/compiler";
import type { ModuleImage } from "../sources/load-images.ts";
import { problemFinding } from "./problem-finding.ts";

/** Runs buf's linter for the modules whose buf.yaml says how to lint, and sorts what it says by module. */
export async function lintFindings(
  source: Source,
  images: readonly ModuleImage[],
  show: (path: string) => string,
  cwd: string,
): Promise<ReadonlyMap<ModuleImage, readonly ReportedFinding[]>> {
  const linted = images.filter(({ module }) => wantsLint(module.document));
  if (linted.length === 0) return new Map();
  const problems = await lint(source, { cwd });
  return new Map(
    linted.map((image) => {
      const own = new Set(image.set.files.flatMap(({ path, isImport }) => (isImport ? [] : [show(path)])));
      return [image, problems.filter(({ path }) => own.has(path)).map(problemFinding)] as const;
    }),
  );
}

function wantsLint(document: unknown): boolean {
  return typeof document === "object" && document !== null && "lint" in document;
}
