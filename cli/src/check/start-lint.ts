import type { ReportedFinding } from "@postel/compat";
import { lint, type Problem, readWorkspace, type Source } from "@postel/compiler";
import type { ModuleImage } from "../sources/load-images.ts";
import { problemFinding } from "./problem-finding.ts";

/** buf's linter at work. */
export interface Linting {
  /** Waits for what it says of some modules; nothing of those whose buf.yaml does not say how to lint. */
  of(
    images: readonly ModuleImage[],
    show: (path: string) => string,
  ): Promise<ReadonlyMap<ModuleImage, readonly ReportedFinding[]>>;
  /** Ends it, when nobody waits. */
  stop(): void;
}

/** Starts buf's linter, so that it runs while the schemas compile, where any buf.yaml of the source says how to lint. */
export function startLint(source: Source, cwd: string): Linting {
  const { signal, abort } = stopper();
  const problems = lintAll(source, cwd, signal);
  // Whoever waits is told; nobody waits where the schemas do not compile.
  problems.catch(() => {});
  return {
    of: async (images, show) => {
      const linted = images.filter(({ module }) => wantsLint(module.document));
      if (linted.length === 0) return new Map();
      const found = await problems;
      return new Map(linted.map((image) => [image, findingsIn(image, found, show)]));
    },
    stop: abort,
  };
}

function stopper(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

async function lintAll(source: Source, cwd: string, signal: AbortSignal): Promise<readonly Problem[]> {
  // Standard input can be read but once, and it is the schemas.
  if ("path" in source && source.path === "-") return [];
  const modules = await readWorkspace(source, { cwd });
  return modules.some(({ document }) => wantsLint(document)) ? lint(source, { cwd, signal }) : [];
}

function findingsIn(
  { set }: ModuleImage,
  problems: readonly Problem[],
  show: (path: string) => string,
): ReportedFinding[] {
  const own = new Set(set.files.flatMap(({ path, isImport }) => (isImport ? [] : [show(path)])));
  return problems.filter(({ path }) => own.has(path)).map(problemFinding);
}

function wantsLint(document: unknown): boolean {
  return typeof document === "object" && document !== null && "lint" in document;
}
