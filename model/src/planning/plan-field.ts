import type { DescEnum, DescField, DescMessage } from "@bufbuild/protobuf";
import { field as fieldOption } from "@postel/proto";
import { compileExpression } from "../expressions/compile-expression.ts";
import { fieldsReadBy } from "../expressions/fields-read-by.ts";
import { placeOf } from "../place.ts";
import type { CopyOrigin, ExpressionOrigin, FieldOrigin, UnresolvedOrigin } from "../plan.ts";
import { problemAt } from "../problem.ts";
import { convertField, describe } from "./convert-field.ts";
import { annotationsOf, type FieldAnnotations } from "./evolution-of.ts";
import { fieldRefOf, presenceOf } from "./field-ref-of.ts";
import { defaultOf } from "./literal-of.ts";
import { shortName } from "./plan-enum.ts";
import { presenceRule } from "./presence-rule.ts";
import { requiredByRule } from "./required-by-rule.ts";
import { report, type StepContext } from "./step-context.ts";
import { unresolved } from "./unresolved.ts";

const RENAMED_FROM = 1;

/** Finds where a target field comes from, by the first of: expression, rename, same name, unset, zero, a person. */
export function planField(target: DescField, source: DescMessage, context: StepContext): FieldOrigin {
  return planSourced(target, source, context) ?? planSourceless(target, source, context);
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
  const same = source.fields.find(({ name }) => name === target.name);
  const annotations = followed(annotationsOf(target, source, context.direction), target, source, same);
  if (annotations.expression === "default") return planDefault(target, source, context);
  if (annotations.expression !== "") return planExpression(target, source, annotations, context);
  if (annotations.renamedFrom !== "") return planRename(target, source, annotations.renamedFrom, context);
  return same === undefined ? undefined : planCopy(same, target, "name", context);
}

/**
 * Annotations speak of the earlier major. Where a message is its own earlier form, its fields keep their names, and an
 * annotation counts only for a new field and where it can be followed.
 */
function followed(
  annotations: FieldAnnotations,
  target: DescField,
  source: DescMessage,
  same: DescField | undefined,
): FieldAnnotations {
  if (source.typeName !== target.parent.typeName) return annotations;
  const { expression, renamedFrom } = annotations;
  if (expression === "" && renamedFrom === "") return annotations;
  const compiles = expression === "default" || compileExpression(expression, source, target).kind === "compiled";
  const leads = source.fields.some(({ name }) => name === renamedFrom);
  return {
    ...annotations,
    expression: same === undefined && expression !== "" && compiles ? expression : "",
    renamedFrom: same === undefined && leads ? renamedFrom : "",
  };
}

function planDefault(target: DescField, source: DescMessage, { direction }: StepContext) {
  if (target.fieldKind === "scalar" || target.fieldKind === "enum")
    return { kind: "default" as const, value: defaultOf(target) };
  const reason = `${target.name} is ${describe(target)}, which has no default value`;
  return unresolved(target, source, direction, { code: "bad-expression", reason });
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
  report(
    context,
    problemAt(
      at,
      "BAD_EXPRESSION",
      `${target.parent.typeName}.${target.name}: ${reason}. Mend it, or leave it out and write a function.`,
    ),
  );
  return unresolved(target, source, context.direction, { code: "bad-expression", reason });
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
  report(context, problemAt(at, "BAD_RENAME", `${target.parent.typeName}.${reason}. Name one of its fields.`));
  return unresolved(target, source, context.direction, { code: "bad-rename", reason });
}

function planCopy(
  source: DescField,
  target: DescField,
  via: CopyOrigin["via"],
  context: StepContext,
): CopyOrigin | UnresolvedOrigin {
  const converted = convertField(source, target, context);
  if (converted.kind === "refused")
    return unresolved(target, source.parent, context.direction, { ...converted, candidates: [source] });
  const presence = presenceRule(source, target);
  if (presence === undefined) {
    const reason = `${source.name} may be unset, and ${target.name} must not be`;
    return unresolved(target, source.parent, context.direction, { code: "may-be-unset", reason, candidates: [source] });
  }
  return { kind: "copy", source: fieldRefOf(source), via, presence, conversion: converted.conversion };
}

function planSourceless(target: DescField, source: DescMessage, { direction }: StepContext): FieldOrigin {
  const absorbed = direction === "down" ? absorbedBy(target, source) : undefined;
  if (absorbed !== undefined) {
    const reason = `${target.name} went into ${absorbed.name} of ${source.typeName}, and nothing says how it comes back`;
    return unresolved(target, source, direction, { code: "no-source", reason, candidates: [absorbed] });
  }
  const mayBeUnset = presenceOf(target) === "explicit" || target.fieldKind === "list" || target.fieldKind === "map";
  const required = requiredByRule(target) || presenceOf(target) === "required";
  if (mayBeUnset && !required) return { kind: "unset" };
  if (target.fieldKind === "enum" && !required && startsUnspecified(target.enum))
    return { kind: "zero", value: { kind: "number", value: 0 } };
  const code = required ? "no-source" : "new-scalar";
  const must = required ? " and must be set" : "";
  const reason = `${target.name} is new${must}, and nothing in ${source.typeName} says what it is`;
  return unresolved(target, source, direction, { code, reason });
}

/** Downwards: the field whose upcast expression reads the target. Its value is there, so unset would be wrong. */
function absorbedBy(target: DescField, newer: DescMessage): DescField | undefined {
  return newer.fields.find((field) => {
    const { expression } = annotationsOf(field, target.parent, "up");
    if (expression === "" || expression === "default") return false;
    const compiled = compileExpression(expression, target.parent, field);
    return compiled.kind === "compiled" && fieldsReadBy(compiled.tree).includes(target.name);
  });
}

function startsUnspecified({ values }: DescEnum): boolean {
  const zero = values.find(({ number }) => number === 0);
  return zero !== undefined && shortName(zero).toUpperCase() === "UNSPECIFIED";
}
