import type { DescField, DescMessage, DescOneof } from "@bufbuild/protobuf";
import type { OneofCasePlan, OneofOrigin } from "../plan.ts";
import { fieldRefOf, oneofRefOf } from "./field-ref-of.ts";
import { planSourced } from "./plan-field.ts";
import type { StepContext } from "./step-context.ts";
import { unresolved } from "./unresolved.ts";

/** Finds where a oneof comes from, as one unit: all cases of one source oneof, or cases that the author spelled out. */
export function planOneof(target: DescOneof, source: DescMessage, context: StepContext): OneofOrigin {
  const cases: OneofCasePlan[] = [];
  for (const field of target.fields) {
    const origin = planSourced(field, source, context);
    if (origin === undefined) continue;
    if (origin.kind === "unresolved") return unresolved(target, source, origin.code, origin.reason);
    if (origin.kind === "default")
      return unresolved(
        target,
        source,
        "bad-expression",
        `the case ${field.name} of ${target.name} says "default", but which case is set is not a default`,
      );
    cases.push({ field: fieldRefOf(field), origin });
  }
  return cases.length === 0 ? planEmpty(target, source) : planCases(target, source, cases);
}

/** Nothing feeds the oneof; a source oneof of its name would be lost silently. */
function planEmpty(target: DescOneof, source: DescMessage): OneofOrigin {
  const same = source.oneofs.find(({ name }) => name === target.name);
  if (same === undefined) return { kind: "unset" };
  return missingCases(target, source, same.fields);
}

function planCases(target: DescOneof, source: DescMessage, cases: readonly OneofCasePlan[]): OneofOrigin {
  const copied = cases.flatMap(({ origin }) => (origin.kind === "copy" ? [origin.source] : []));
  const oneofs = new Set(copied.map((field) => field.oneof?.name));
  const from = source.oneofs.find(({ name }) => oneofs.has(name));
  if (copied.length > 1 && (oneofs.size > 1 || from === undefined))
    return unresolved(
      target,
      source,
      "oneof-merge",
      `${copied.map(({ name }) => name).join(" and ")} can all be set, and only one case of ${target.name} can`,
    );
  if (from === undefined) return { kind: "cases", cases };
  const missing = from.fields.filter((field) => !reads(cases, field));
  if (missing.length > 0) return missingCases(target, source, missing);
  const pure = copied.length === cases.length;
  return pure ? { kind: "cases", source: oneofRefOf(from), cases } : { kind: "cases", cases };
}

function reads(cases: readonly OneofCasePlan[], field: DescField): boolean {
  return cases.some(({ origin }) =>
    origin.kind === "copy" ? origin.source.name === field.name : origin.text.includes(`old.${field.name}`),
  );
}

function missingCases(target: DescOneof, source: DescMessage, missing: readonly DescField[]): OneofOrigin {
  const names = missing.map(({ name }) => name).join(", ");
  return unresolved(
    target,
    source,
    "oneof-cases",
    `${target.name} could be ${names}, which the new oneof does not have`,
    missing,
  );
}
