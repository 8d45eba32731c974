import type { DescEnum, DescField, DescMessage } from "@bufbuild/protobuf";
import type { Conversion, UnresolvedCode } from "../plan.ts";
import { convertScalar, isInt32 } from "./convert-scalar.ts";
import { arePaired } from "./evolution-of.ts";
import { type OneValue, oneValueOf, scalarName } from "./field-ref-of.ts";
import { planEnum } from "./plan-enum.ts";
import { needEnum, needPair, type StepContext } from "./step-context.ts";

/** How a field's value becomes another's, or why it cannot. */
export type FieldConversion =
  | { readonly kind: "converts"; readonly conversion: Conversion }
  | { readonly kind: "refused"; readonly code: UnresolvedCode; readonly reason: string };

/** Finds the conversion between two fields: singular, elementwise, by map value, or one value into a list. */
export function convertField(source: DescField, target: DescField, context: StepContext): FieldConversion {
  const [from, to] = [source.fieldKind, target.fieldKind];
  if (from === "map" || to === "map") return convertMap(source, target, context);
  if (from === "list" && to !== "list") return refuse(source, target);
  const value = convertValue(source, target, context);
  if (value.kind === "refused" || to !== "list") return value;
  return converts({ kind: from === "list" ? "list" : "wrap", element: value.conversion });
}

function convertMap(source: DescField, target: DescField, context: StepContext): FieldConversion {
  if (source.fieldKind !== "map" || target.fieldKind !== "map" || source.mapKey !== target.mapKey)
    return refuse(source, target);
  const value = convertValue(source, target, context);
  return value.kind === "refused" ? value : converts({ kind: "map", value: value.conversion });
}

function convertValue(source: DescField, target: DescField, context: StepContext): FieldConversion {
  const [from, to] = [oneValueOf(source), oneValueOf(target)];
  if (from.kind === "scalar" && to.kind === "scalar") {
    const conversion = convertScalar(from, to);
    return conversion === undefined ? refuse(source, target) : converts(conversion);
  }
  if (from.kind === "enum" && to.kind === "enum") return convertEnum(from.enum, to.enum, target, context);
  if (from.kind === "enum" && to.kind === "scalar" && isInt32(to.scalar)) return converts(enumNumber(from.enum));
  if (from.kind === "message" && to.kind === "message")
    return convertMessage(from.message, to.message, target, context);
  return refuse(source, target);
}

function convertEnum(from: DescEnum, to: DescEnum, target: DescField, context: StepContext): FieldConversion {
  const planned = planEnum(from, to, context.direction);
  if (planned.kind === "unmapped") {
    const names = planned.names.join(", ");
    return {
      kind: "refused",
      code: "enum-values",
      reason: `${target.name} can hold ${names} of ${from.typeName}, which ${to.typeName} does not have`,
    };
  }
  needEnum(context, planned.plan);
  return converts({ kind: "enum", from: from.typeName, to: to.typeName });
}

function enumNumber(from: DescEnum): Conversion {
  const numbers = [...new Set(from.values.map((value) => value.number))];
  return { kind: "enum-number", enum: from.typeName, numbers };
}

function convertMessage(from: DescMessage, to: DescMessage, target: DescField, context: StepContext): FieldConversion {
  if (from === to || isWellKnown(from, to)) return converts({ kind: "identity" });
  if (!arePaired(from, to, context.direction))
    return {
      kind: "refused",
      code: "unpaired-message",
      reason: `${target.name} was a ${from.typeName} and is a ${to.typeName}, and nothing says that the one became the other`,
    };
  needPair(context, from, to);
  return converts({ kind: "message", from: from.typeName, to: to.typeName });
}

/** Any, Struct, Timestamp and their kind belong to no major: they are copied. */
function isWellKnown(from: DescMessage, to: DescMessage): boolean {
  return from.typeName === to.typeName && from.typeName.startsWith("google.protobuf.");
}

function converts(conversion: Conversion): FieldConversion {
  return { kind: "converts", conversion };
}

function refuse(source: DescField, target: DescField): FieldConversion {
  const was = `${source.name} was ${describe(source)}`;
  const is = source.name === target.name ? `and is ${describe(target)}` : `and ${target.name} is ${describe(target)}`;
  return { kind: "refused", code: "not-assignable", reason: `${was} ${is}` };
}

/** A field's type in words, such as `a list of string`. */
export function describe(field: DescField): string {
  const value = nameOf(oneValueOf(field));
  if (field.fieldKind === "list") return `a list of ${value}`;
  if (field.fieldKind === "map") return `a map from ${scalarName(field.mapKey)} to ${value}`;
  return /^[aeio]/.test(value) ? `an ${value}` : `a ${value}`;
}

function nameOf(value: OneValue): string {
  if (value.kind === "scalar") return scalarName(value.scalar);
  return value.kind === "enum" ? `enum ${value.enum.typeName}` : `message ${value.message.typeName}`;
}
