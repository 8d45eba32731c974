import type { DescField, DescMessage } from "@bufbuild/protobuf";
import { field as fieldOption } from "@postel/proto";
import { compileExpression } from "../expressions/compile-expression.ts";
import { placeOf } from "../place.ts";
import type { CopyOrigin, ExpressionOrigin, FieldOrigin, UnresolvedOrigin } from "../plan.ts";
import { problemAt } from "../problem.ts";
import { convertField, describe } from "./convert-field.ts";
import { annotationsOf, type FieldAnnotations } from "./evolution-of.ts";
import { fieldRefOf, oneValueOf, presenceOf } from "./field-ref-of.ts";
import { defaultOf } from "./literal-of.ts";
import { shortName } from "./plan-enum.ts";
import { presenceRule } from "./presence-rule.ts";
import { requiredByRule } from "./required-by-rule.ts";
import type { StepContext } from "./step-context.ts";
import { unresolved } from "./unresolved.ts";

const RENAMED_FROM = 1;

/** Finds where a target field comes from, by the first of: expression, rename, same name, unset, zero, a person. */
export function planField(target: DescField, source: DescMessage, context: StepContext): FieldOrigin {
  return planSourced(target, source, context) ?? planSourceless(target, source);
}

/** The same for a field that has a source; undefined when nothing in the source message is meant for it. */
export function planSourced(
  target: DescField,
  source: DescMessage,
  context: StepContext,
):
  | CopyOrigin
  | ExpressionOrigin
  | UnresolvedOrigin
  | { kind: "default"; value: ReturnType<typeof defaultOf> }
  | undefined {
  const annotations = annotationsOf(target, source, context.direction);
  if (annotations.expression === "default") return planDefault(target, source);
  if (annotations.expression !== "") return planExpression(target, source, annotations, context);
  if (annotations.renamedFrom !== "") return planRename(target, source, annotations.renamedFrom, context);
  const same = source.fields.find(({ name }) => name === target.name);
  return same === undefined ? undefined : planCopy(same, target, "name", context);
}

function planDefault(target: DescField, source: DescMessage) {
  if (target.fieldKind === "scalar" || target.fieldKind === "enum")
    return { kind: "default" as const, value: defaultOf(target) };
  const reason = `${target.name} is ${describe(target)}, which has no default value`;
  return unresolved(target, source, "bad-expression", reason);
}

function planExpression(
  target: DescField,
  source: DescMessage,
  { expression, expressionField }: FieldAnnotations,
  context: StepContext,
): ExpressionOrigin | UnresolvedOrigin {
  const compiled = compileExpression(expression, source, target);
  if (compiled.kind === "compiled") {
    const { tree, nullable } = compiled;
    const fits = !nullable || presenceOf(target) === "explicit";
    if (fits) return { kind: "expression", text: expression, tree, nullable };
  }
  const why = compiled.kind === "invalid" ? compiled.reason : "it may be null, and the field cannot be unset";
  const reason = `the expression ${JSON.stringify(expression)} of ${target.name} cannot be used: ${why}`;
  const at = placeOf(target, [fieldOption.number, expressionField]);
  context.problems.push(
    problemAt(
      at,
      "BAD_EXPRESSION",
      `${target.parent.typeName}.${target.name}: ${reason}. Mend it, or leave it out and write a function.`,
    ),
  );
  return unresolved(target, source, "bad-expression", reason);
}

function planRename(
  target: DescField,
  source: DescMessage,
  name: string,
  context: StepContext,
): CopyOrigin | UnresolvedOrigin {
  const renamed = source.fields.find((field) => field.name === name);
  if (renamed !== undefined) return planCopy(renamed, target, "renamed_from", context);
  const reason = `${target.name} says renamed_from ${JSON.stringify(name)}, but ${source.typeName} has no such field`;
  const at = placeOf(target, [fieldOption.number, RENAMED_FROM]);
  context.problems.push(problemAt(at, "BAD_RENAME", `${target.parent.typeName}.${reason}. Name one of its fields.`));
  return unresolved(target, source, "bad-rename", reason);
}

function planCopy(
  source: DescField,
  target: DescField,
  via: CopyOrigin["via"],
  context: StepContext,
): CopyOrigin | UnresolvedOrigin {
  const converted = convertField(source, target, context);
  if (converted.kind === "refused")
    return unresolved(target, source.parent, converted.code, converted.reason, [source]);
  const presence = presenceRule(source, target);
  if (presence === undefined) {
    const reason = `${source.name} may be unset, and ${target.name} must not be`;
    return unresolved(target, source.parent, "may-be-unset", reason, [source]);
  }
  return { kind: "copy", source: fieldRefOf(source), via, presence, conversion: converted.conversion };
}

function planSourceless(target: DescField, source: DescMessage): FieldOrigin {
  const mayBeUnset = presenceOf(target) === "explicit" || target.fieldKind === "list" || target.fieldKind === "map";
  if (mayBeUnset && !requiredByRule(target)) return { kind: "unset" };
  const value = oneValueOf(target);
  const zero = value.kind === "enum" ? value.enum.values.find(({ number }) => number === 0) : undefined;
  const unspecified = zero !== undefined && shortName(zero).toUpperCase() === "UNSPECIFIED";
  if (unspecified && target.fieldKind === "enum" && !requiredByRule(target))
    return { kind: "zero", value: { kind: "number", value: 0 } };
  return unresolved(
    target,
    source,
    "no-source",
    `${target.name} is new, and nothing in ${source.typeName} says what it is`,
  );
}
