import type { DescMessage } from "@bufbuild/protobuf";
import type { ReportedFinding } from "@postel/compat";
import { type ModelProblem, type Place, placeOf, planStep, type StepPlan } from "@postel/model";
import type { DescriptorSet } from "@postel/proto";
import { lineageRule, upcastLossyRule } from "../rules/upcast-rules.ts";
import { modelOf } from "../sources/model-of.ts";

/** What the lineages of a module need and lack. */
export interface LineageReport {
  readonly findings: readonly ReportedFinding[];
  /** True when some field gets its value from a hand-written function alone. */
  readonly needsFunctions: boolean;
}

/** Looks at the events of a module's own files: annotations that lead nowhere, values that are lost, functions to write. */
export function lineageReport(set: DescriptorSet): LineageReport {
  const own = new Set(set.files.flatMap((file) => (file.isImport ? [] : [file.path])));
  const { lineages, problems } = modelOf(set);
  const steps = lineages.flatMap(({ majors }) =>
    majors.slice(1).flatMap((to, at) => {
      const from = majors[at];
      return from === undefined ? [] : [{ to: to.desc, plan: planStep(from.desc, to.desc) }];
    }),
  );
  const planned = steps.flatMap(({ plan }) => plan.problems);
  const losses = steps.flatMap(({ to, plan }) =>
    plan.lost
      .filter(({ certain, declared }) => certain && !declared)
      .map(({ path }) => lossFinding(to, plan.from, path)),
  );
  const all = [...distinct([...problems, ...planned]).map(problemFinding), ...losses];
  return {
    findings: all.filter(({ path }) => path === undefined || own.has(path)),
    needsFunctions: steps.some(({ plan }) => hasUnresolved(plan)),
  };
}

function hasUnresolved({ pairs }: StepPlan): boolean {
  return pairs.some(({ fields }) => fields.some(({ origin }) => origin.kind === "unresolved"));
}

function distinct(problems: readonly ModelProblem[]): ModelProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

function problemFinding({ code, message, ...place }: ModelProblem): ReportedFinding {
  return { rule: lineageRule.id, message, element: code, ...spanOf(place), next: lineageRule.next, changes: [] };
}

/** A finding about a field whose value ends in an earlier major, at the message that lacks it. */
export function lossFinding(to: DescMessage, from: string, path: string, why = ""): ReportedFinding {
  return {
    rule: upcastLossyRule.id,
    message: `Field "${path}" of ${from} is lost when it is read as ${to.typeName}${why === "" ? "" : `: ${why}`}.`,
    element: `${from}.${path}`,
    ...spanOf(placeOf(to)),
    next: upcastLossyRule.next,
    changes: [],
  };
}

function spanOf({ path, line, column }: Place) {
  return { path, line, column, endLine: line, endColumn: column };
}
