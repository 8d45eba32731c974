import type { DescEnum, DescEnumValue, DescField, DescMessage } from "@bufbuild/protobuf";
import { isWrapperDesc } from "@bufbuild/protobuf/wkt";
import { value as valueOption } from "@postel/proto";
import { placeOf } from "../place.ts";
import type { Conversion, UnresolvedCode } from "../plan.ts";
import { problemAt } from "../problem.ts";
import { arePaired } from "./are-paired.ts";
import { convertScalar, isInt32 } from "./convert-scalar.ts";
import { predecessorNameOf } from "./evolution-of.ts";
import { heldValueOf, type OneValue, oneValueOf, presenceOf, scalarName } from "./field-ref-of.ts";
import { planEnum, shortName } from "./plan-enum.ts";
import { needEnum, needPair, report, type StepContext } from "./step-context.ts";

const BECOMES = 1;

/** How a field's value becomes another's, or why it cannot. */
export type FieldConversion =
  | { readonly kind: "converts"; readonly conversion: Conversion }
  | { readonly kind: "refused"; readonly code: UnresolvedCode; readonly reason: string; readonly remedy?: string };

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
  const [from, to] = [heldValueOf(source), heldValueOf(target)];
  if (from.kind === "message" && to.kind === "scalar") return unwrap(from.message, to, source, target);
  if (from.kind === "scalar" && to.kind === "message") return box(from, to.message, source, target);
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

/** In lists, maps and oneofs protobuf-es holds wrappers as messages. */
function unwrap(
  message: DescMessage,
  to: Extract<OneValue, { kind: "scalar" }>,
  source: DescField,
  target: DescField,
): FieldConversion {
  // A case that is not set has no wrapper to take a value from.
  const mayLack = source.fieldKind === "message" && target.fieldKind === "scalar" && presenceOf(target) === "implicit";
  const inner = isWrapperDesc(message) && !mayLack ? oneValueOf(message.fields[0] as DescField) : undefined;
  const value = inner?.kind === "scalar" ? convertScalar(inner, to) : undefined;
  return value === undefined ? refuse(source, target) : converts({ kind: "unwrap", value });
}

/** The same backwards: what was a value, alone or in a wrapper, goes into a list, a map or a oneof of wrappers. */
function box(
  from: Extract<OneValue, { kind: "scalar" }>,
  message: DescMessage,
  source: DescField,
  target: DescField,
): FieldConversion {
  const inner = isWrapperDesc(message) ? oneValueOf(message.fields[0] as DescField) : undefined;
  const value = inner?.kind === "scalar" ? convertScalar(from, inner) : undefined;
  return value === undefined ? refuse(source, target) : converts({ kind: "box", message: message.typeName, value });
}

function convertEnum(from: DescEnum, to: DescEnum, target: DescField, context: StepContext): FieldConversion {
  const planned = planEnum(from, to, context.direction);
  if (planned.kind === "misdirected") return misdirected(planned.value, planned.becomes, to, context);
  if (planned.kind === "planned") {
    needEnum(context, planned.plan);
    return converts({ kind: "enum", from: from.typeName, to: to.typeName });
  }
  const names = planned.values.map(({ name }) => name).join(", ");
  return {
    kind: "refused",
    code: "enum-values",
    reason: `${target.name} can hold ${names} of ${from.typeName}, which ${to.typeName} does not have`,
    remedy: becomesRemedy(planned.values, from, to),
  };
}

function misdirected(value: DescEnumValue, becomes: string, to: DescEnum, context: StepContext): FieldConversion {
  const reason = `${value.parent.typeName}.${value.name} says becomes ${JSON.stringify(becomes)}, but ${to.typeName} has no such value`;
  const at = placeOf(value, [valueOption.number, BECOMES]);
  report(context, problemAt(at, "BAD_BECOMES", `${reason}. Name one of its values.`));
  return { kind: "refused", code: "enum-values", reason, remedy: becomesRemedy([value], value.parent, to) };
}

/** Says what to write on the first value, which a new value of its number most likely continues. */
function becomesRemedy(values: readonly DescEnumValue[], from: DescEnum, to: DescEnum): string {
  const first = values[0];
  const known = new Set(from.values.map(shortName));
  const fresh = to.values.filter((value) => !known.has(shortName(value)));
  const heir = fresh.find(({ number }) => number === first?.number)?.name ?? "<NAME>";
  const others = values.length > 1 ? ", and likewise on the others" : "";
  if (first?.parent.typeName === to.typeName)
    return `keep ${first.name} in the enum, as an alias where it has a new name (option allow_alias = true)`;
  return `say on the old value ${first?.name} which new value it becomes: [(postel.v1.value).becomes = "${heir}"]${others}`;
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
      reason: whyUnpaired(from, to, target),
      ...upcastsFromRemedy(from, to),
    };
  needPair(context, from, to);
  return converts({ kind: "message", from: from.typeName, to: to.typeName });
}

/** Nobody can write an option into one of Protobuf's own messages, nor is a message of one's own what such a one was. */
function upcastsFromRemedy(from: DescMessage, to: DescMessage): { remedy?: string } {
  if ([from, to].some(({ typeName }) => typeName.startsWith("google.protobuf."))) return {};
  const says = `option (postel.v1.message).upcasts_from = "${from.typeName}"`;
  return { remedy: `if ${to.typeName} is what ${from.typeName} was, say so in it: ${says}` };
}

function whyUnpaired(from: DescMessage, to: DescMessage, target: DescField): string {
  const named = predecessorNameOf(to);
  const why = named === "" ? "nothing says that the one became the other" : `that one says upcasts_from "${named}"`;
  return `${target.name} was a message ${from.typeName} and is a message ${to.typeName}, and ${why}`;
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
