import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence } from "@bufbuild/protobuf/wkt";
import type { DifferenceType } from "./difference.ts";

/** What comparing two messages found: whether they differ incompatibly. */
export type CompareMessages = (before: DescMessage, after: DescMessage) => boolean;

/** Says how two fields of one number differ; messages within them are compared through `areCompatible`. */
export function compareFields(before: DescField, after: DescField, areCompatible: CompareMessages): DifferenceType[] {
  const types = compareTypes(before, after, areCompatible);
  return [
    ...(before.name === after.name ? [] : (["FIELD_NAME_CHANGED"] as const)),
    ...types,
    ...(types.length > 0 ? [] : compareLabels(before, after)),
  ];
}

function compareTypes(before: DescField, after: DescField, areCompatible: CompareMessages): DifferenceType[] {
  const kind = kindOf(before);
  if (kind !== kindOf(after)) return ["FIELD_KIND_CHANGED"];
  if (kind === "map")
    return [...compareScalars(mapKey(before), mapKey(after)), ...compareElements(before, after, areCompatible)];
  return compareElements(before, after, areCompatible);
}

/** Compares what a field holds once: for a map, its values. */
function compareElements(before: DescField, after: DescField, areCompatible: CompareMessages): DifferenceType[] {
  const messages = [before.message, after.message] as const;
  if (messages[0] !== undefined && messages[1] !== undefined)
    return compareNamed(messages[0], messages[1], areCompatible);
  if ((messages[0] === undefined) !== (messages[1] === undefined)) return ["FIELD_KIND_CHANGED"];
  return compareScalars(groupOf(before), groupOf(after));
}

function compareNamed(before: DescMessage, after: DescMessage, areCompatible: CompareMessages): DifferenceType[] {
  if (localName(before) !== localName(after)) return ["FIELD_NAMED_TYPE_CHANGED"];
  return areCompatible(before, after) ? [] : ["FIELD_NAMED_TYPE_CHANGED"];
}

function compareScalars(before: string, after: string): DifferenceType[] {
  return before === after ? [] : ["FIELD_SCALAR_KIND_CHANGED"];
}

/** Labels count where both sides write one, and of messages they never do. */
function compareLabels(before: DescField, after: DescField): DifferenceType[] {
  if (kindOf(before) !== "scalar") return [];
  const labels = [labelOf(before), labelOf(after)];
  if (labels.includes(undefined) || labels[0] === labels[1]) return [];
  return [groupOf(before) !== "text" ? "FIELD_NUMERIC_LABEL_CHANGED" : "FIELD_STRING_OR_BYTES_LABEL_CHANGED"];
}

/** The label that stands before a field in its text, if any does. */
function labelOf(field: DescField): "repeated" | "optional" | "required" | undefined {
  if (field.fieldKind === "list") return "repeated";
  if (field.oneof !== undefined) return undefined;
  if (field.parent.file.proto.syntax === "proto3") return field.proto.proto3Optional ? "optional" : undefined;
  if (field.parent.file.proto.syntax === "editions") return undefined;
  return field.presence === FeatureSet_FieldPresence.LEGACY_REQUIRED ? "required" : "optional";
}

function kindOf(field: DescField): "map" | "message" | "scalar" {
  if (field.fieldKind === "map") return "map";
  return field.message === undefined ? "scalar" : "message";
}

function mapKey(field: DescField): string {
  return field.fieldKind === "map" ? groupOfScalar(field.mapKey) : "";
}

function groupOf(field: DescField): string {
  return field.scalar === undefined ? "integer" : groupOfScalar(field.scalar);
}

/** Scalars of one group read each other's bytes; enums count as integers. */
function groupOfScalar(type: ScalarType): string {
  switch (type) {
    case ScalarType.INT32:
    case ScalarType.INT64:
    case ScalarType.UINT32:
    case ScalarType.UINT64:
    case ScalarType.BOOL:
      return "integer";
    case ScalarType.SINT32:
    case ScalarType.SINT64:
      return "zigzag";
    case ScalarType.STRING:
    case ScalarType.BYTES:
      return "text";
    case ScalarType.FIXED32:
    case ScalarType.SFIXED32:
      return "fixed32";
    case ScalarType.FIXED64:
    case ScalarType.SFIXED64:
      return "fixed64";
    default:
      return ScalarType[type];
  }
}

/** The name within its package, such as `Order.Line`. */
export function localName(message: DescMessage): string {
  const prefix = `${message.file.proto.package}.`;
  return message.typeName.startsWith(prefix) ? message.typeName.slice(prefix.length) : message.typeName;
}
