import type { DescEnum, DescMessage } from "@bufbuild/protobuf";
import type { EnumPlan } from "../plan.ts";
import type { ModelProblem } from "../problem.ts";
import type { Direction } from "./evolution-of.ts";

/** What one step has found so far: pairs that it needs, and what is wrong with annotations. */
export interface StepContext {
  readonly direction: Direction;
  /** Message pairs in the order in which they were met; growing while they are planned. */
  readonly pairs: Map<string, { readonly source: DescMessage; readonly target: DescMessage }>;
  readonly enums: Map<string, EnumPlan>;
  readonly problems: ModelProblem[];
}

/** Says that the step needs a message pair. */
export function needPair(context: StepContext, source: DescMessage, target: DescMessage): void {
  const key = keyOf(source, target);
  if (!context.pairs.has(key)) context.pairs.set(key, { source, target });
}

/** Says that the step needs an enum pair. */
export function needEnum(context: StepContext, plan: EnumPlan): void {
  context.enums.set(`${plan.from} ${plan.to}`, plan);
}

/** Says what is wrong with an annotation, once. */
export function report(context: StepContext, problem: ModelProblem): void {
  const same = (known: ModelProblem) =>
    known.message === problem.message && known.path === problem.path && known.line === problem.line;
  if (!context.problems.some(same)) context.problems.push(problem);
}

/** Identifies a pair of types. */
export function keyOf(source: DescMessage | DescEnum, target: DescMessage | DescEnum): string {
  return `${source.typeName} ${target.typeName}`;
}
