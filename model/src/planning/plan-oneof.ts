import type { DescField, DescMessage, DescOneof } from "@bufbuild/protobuf";
import { fieldsReadBy } from "../expressions/fields-read-by.ts";
import type { OneofCasePlan, OneofOrigin, UnresolvedOrigin } from "../plan.ts";
import { fieldRefOf, oneofRefOf } from "./field-ref-of.ts";
import { planSourced } from "./plan-field.ts";
import { oneofRequiredByRule, requiredByRule } from "./required-by-rule.ts";
import type { StepContext } from "./step-context.ts";
import { type Unresolved, unresolved } from "./unresolved.ts";

/** Finds where a oneof comes from, as one unit: all cases of one source oneof, or cases that the author spelled out. */
export function planOneof(target: DescOneof, source: DescMessage, context: StepContext): OneofOrigin {
  const planned = planCases(target, source, context);
  if ("cases" in planned) return joinCases(planned.cases, target, source, context);
  return unresolved(target, source, context.direction, planned);
}

/** The cases that have a source, or the first that needs a person. */
function planCases(
  target: DescOneof,
  source: DescMessage,
  context: StepContext,
): { readonly cases: readonly OneofCasePlan[] } | Unresolved {
  const cases: OneofCasePlan[] = [];
  for (const field of target.fields) {
    const origin = planSourced(field, source, context);
    if (origin === undefined) continue;
    if (origin.kind === "unresolved") return caseProblem(origin, source);
    if (origin.kind === "default") {
      const reason = `the case ${field.name} of ${target.name} says "default", but which case is set is not a default`;
      return { code: "bad-expression", reason };
    }
    cases.push({ field: fieldRefOf(field), origin });
  }
  return { cases };
}

/** What keeps a case from getting its value keeps the whole oneof. */
function caseProblem({ code, reason, remedies, candidates }: UnresolvedOrigin, source: DescMessage): Unresolved {
  const remedy = remedies[0];
  const isOwn = code === "enum-values" || (code === "unpaired-message" && remedy?.includes("upcasts_from") === true);
  const own = isOwn && remedy !== undefined ? { remedy } : {};
  return { code, reason, candidates: named(source, candidates), ...own };
}

function named({ fields }: DescMessage, names: readonly { readonly name: string }[]): DescField[] {
  return fields.filter((field) => names.some(({ name }) => name === field.name));
}

function joinCases(
  cases: readonly OneofCasePlan[],
  target: DescOneof,
  source: DescMessage,
  context: StepContext,
): OneofOrigin {
  const copied = cases.flatMap(({ origin }) => (origin.kind === "copy" ? [origin.source] : []));
  const oneofs = new Set(copied.map((field) => field.oneof?.name));
  const from = source.oneofs.find(({ name }) => (cases.length === 0 ? name === target.name : oneofs.has(name)));
  const problem =
    mergeProblem(target, copied, oneofs) ??
    missingProblem(target, from, cases) ??
    unsetProblem(target, source, from, cases);
  if (problem !== undefined) return unresolved(target, source, context.direction, problem);
  if (cases.length === 0) return { kind: "unset" };
  const pure = from !== undefined && copied.length === cases.length;
  return pure ? { kind: "cases", source: oneofRefOf(from), cases } : { kind: "cases", cases };
}

function mergeProblem(
  target: DescOneof,
  copied: readonly { readonly name: string }[],
  oneofs: ReadonlySet<string | undefined>,
): Unresolved | undefined {
  if (copied.length < 2 || (oneofs.size === 1 && !oneofs.has(undefined))) return undefined;
  const names = copied.map(({ name }) => name).join(" and ");
  return { code: "oneof-merge", reason: `${names} can all be set, and only one case of ${target.name} can` };
}

/** Where nothing feeds the oneof, a source oneof of its name would be lost silently. */
function missingProblem(
  target: DescOneof,
  from: DescOneof | undefined,
  cases: readonly OneofCasePlan[],
): Unresolved | undefined {
  const missing = (from?.fields ?? []).filter((field) => !cases.some((one) => reads(one, field)));
  if (missing.length === 0) return undefined;
  const names = missing.map(({ name }) => name).join(", ");
  const reason = `${target.name} could be ${names}, which the new oneof does not have`;
  return { code: "oneof-cases", reason, candidates: missing };
}

function reads({ origin }: OneofCasePlan, { name }: DescField): boolean {
  return origin.kind === "copy" ? origin.source.name === name : fieldsReadBy(origin.tree).includes(name);
}

/** A validation rule may want some case to be set. */
function unsetProblem(
  target: DescOneof,
  source: DescMessage,
  from: DescOneof | undefined,
  cases: readonly OneofCasePlan[],
): Unresolved | undefined {
  if (!oneofRequiredByRule(target)) return undefined;
  if (cases.length === 0)
    return { code: "no-source", reason: `${target.name} is new and must be set, and nothing says which case` };
  if ((from !== undefined && oneofRequiredByRule(from)) || cases.some((one) => isAlwaysSet(one, source)))
    return undefined;
  return { code: "may-be-unset", reason: `no case of ${target.name} may get a value, and one must be set` };
}

function isAlwaysSet({ origin }: OneofCasePlan, source: DescMessage): boolean {
  if (origin.kind === "expression") return !origin.nullable;
  if (origin.presence.kind !== "if-set") return true;
  const field = source.fields.find(({ name }) => name === origin.source.name);
  return field !== undefined && requiredByRule(field);
}
