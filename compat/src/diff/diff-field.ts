import {
  FeatureSet_Utf8Validation,
  FieldDescriptorProto_Label,
  FieldOptions_JSType,
  FieldOptionsSchema,
} from "@bufbuild/protobuf/wkt";
import type { ChangeOf, FieldAspect, Pair } from "../change.ts";
import { cppStringType } from "../schema/cpp-string-type.ts";
import type { FieldElement } from "../schema/elements.ts";
import { javaUtf8Validation } from "../schema/java-utf8-validation.ts";
import { cardinalityOf, isNamedKind, kindOf, typeNameOf } from "../schema/kinds.ts";
import { type Comparison, differentDefaults, enumOf, messageOf } from "./comparison.ts";
import { optionChanges } from "./diff-options.ts";

type FieldChange = ChangeOf<"field.changed">;

/** Lists what differs between two fields of the same number. */
export function* diffField(comparison: Comparison, pair: Pair<FieldElement>): Generator<FieldChange> {
  const told: number[] = [];
  for (const [what, read] of ASPECTS) {
    const from = read(pair.before);
    const to = read(pair.after);
    if (from === to) continue;
    told.push(OPTION_OF[what] ?? 0);
    yield { kind: "field.changed", what, ...pair, from, to };
  }
  yield* typeChange(comparison, pair);
  const defaults = differentDefaults(comparison, pair);
  if (defaults !== undefined)
    yield { kind: "field.changed", what: "default", ...pair, from: defaults.before, to: defaults.after };
  const options = { before: pair.before.proto.options, after: pair.after.proto.options };
  for (const option of optionChanges(comparison, FieldOptionsSchema, options, told))
    yield { kind: "field.changed", ...pair, ...option };
}

/** Field numbers in google.protobuf.FieldOptions of the options that a fact about their effect tells. */
const OPTION_OF: Partial<Record<FieldAspect, number>> = { "C++ string type": 1, jstype: 6 };

/** Details of a field that can be told from the field alone. */
const READERS: Partial<Record<FieldAspect, (field: FieldElement) => string>> = {
  name: (field) => (field.extendee === "" ? field.name : field.fullName),
  "json name": ({ proto }) => proto.jsonName,
  label: ({ proto }) => FieldDescriptorProto_Label[proto.label].toLowerCase(),
  cardinality: cardinalityOf,
  oneof: ({ oneof }) => (oneof === undefined || oneof.isSynthetic ? "" : oneof.name),
  jstype: ({ proto }) => FieldOptions_JSType[proto.options?.jstype ?? FieldOptions_JSType.JS_NORMAL],
  "C++ string type": cppStringType,
  "Java UTF8 validation": (field) => FeatureSet_Utf8Validation[javaUtf8Validation(field)],
  "UTF8 validation": ({ features }) => FeatureSet_Utf8Validation[features.utf8],
};

const ASPECTS = Object.entries(READERS) as [FieldAspect, (field: FieldElement) => string][];

function* typeChange(comparison: Comparison, pair: Pair<FieldElement>): Generator<FieldChange> {
  const { before, after } = pair;
  const from = typeText(before);
  const to = typeText(after);
  if (from === to) return;
  yield { kind: "field.changed", what: "type", ...pair, from, to, ...namedTypes(comparison, pair) };
}

/** The types that both fields refer to, where both refer to enums or both to messages. */
function namedTypes(comparison: Comparison, { before, after }: Pair<FieldElement>) {
  const kinds = [kindOf(before), kindOf(after)];
  if (kinds.every((kind) => kind === "enum"))
    return { enums: sides(enumOf(comparison, "before", before), enumOf(comparison, "after", after)) };
  if (kinds.every((kind) => kind === "message"))
    return { messages: sides(messageOf(comparison, "before", before), messageOf(comparison, "after", after)) };
  return {};
}

function sides<E>(before: E | undefined, after: E | undefined): Partial<Pair<E>> {
  return { ...(before && { before }), ...(after && { after }) };
}

/** The type as it is written, with the kind where a name alone does not tell. */
function typeText(field: FieldElement): string {
  const kind = kindOf(field);
  return isNamedKind(kind) ? `${kind} ${typeNameOf(field)}` : kind;
}
