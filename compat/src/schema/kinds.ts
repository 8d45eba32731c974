import {
  FeatureSet_FieldPresence,
  FeatureSet_MessageEncoding,
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
} from "@bufbuild/protobuf/wkt";
import type { FieldElement, MessageElement } from "./elements.ts";
import { withoutDot } from "./read-elements.ts";
import { remember } from "./remember.ts";

const KINDS = {
  [FieldDescriptorProto_Type.DOUBLE]: "double",
  [FieldDescriptorProto_Type.FLOAT]: "float",
  [FieldDescriptorProto_Type.INT64]: "int64",
  [FieldDescriptorProto_Type.UINT64]: "uint64",
  [FieldDescriptorProto_Type.INT32]: "int32",
  [FieldDescriptorProto_Type.FIXED64]: "fixed64",
  [FieldDescriptorProto_Type.FIXED32]: "fixed32",
  [FieldDescriptorProto_Type.BOOL]: "bool",
  [FieldDescriptorProto_Type.STRING]: "string",
  [FieldDescriptorProto_Type.GROUP]: "group",
  [FieldDescriptorProto_Type.MESSAGE]: "message",
  [FieldDescriptorProto_Type.BYTES]: "bytes",
  [FieldDescriptorProto_Type.UINT32]: "uint32",
  [FieldDescriptorProto_Type.ENUM]: "enum",
  [FieldDescriptorProto_Type.SFIXED32]: "sfixed32",
  [FieldDescriptorProto_Type.SFIXED64]: "sfixed64",
  [FieldDescriptorProto_Type.SINT32]: "sint32",
  [FieldDescriptorProto_Type.SINT64]: "sint64",
} as const;

/** How a field's value is encoded. A delimited message is a "group", whatever its syntax. */
export type Kind = (typeof KINDS)[keyof typeof KINDS];

/** How often a field can occur, and whether its absence shows. */
export type Cardinality =
  | "optional with explicit presence"
  | "optional with implicit presence"
  | "required"
  | "repeated"
  | "map";

/** The kind of a field, features resolved; maps and their members are never delimited. */
export function kindOf(field: FieldElement): Kind {
  const kind = KINDS[field.proto.type] ?? "message";
  if (kind !== "message" || field.features.encoding !== FeatureSet_MessageEncoding.DELIMITED) return kind;
  return isMap(field) || isMapMember(field) ? "message" : "group";
}

/** Tells whether fields of this kind refer to another type by name. */
export function isNamedKind(kind: Kind): boolean {
  return kind === "message" || kind === "group" || kind === "enum";
}

/** The full name of the message or enum that a field refers to; empty for scalars. */
export function typeNameOf(field: FieldElement): string {
  return withoutDot(field.proto.typeName);
}

/** Tells whether a field is the key or value of a map entry. */
export function isMapMember(field: FieldElement): boolean {
  return field.extendee === "" && (field.parent?.isMapEntry ?? false);
}

/** Tells whether a field is a map. */
export function isMap(field: FieldElement): boolean {
  const { parent, proto } = field;
  return (
    isRepeated(field) &&
    proto.type === FieldDescriptorProto_Type.MESSAGE &&
    parent !== undefined &&
    isEntry(parent, proto.typeName)
  );
}

function isEntry(parent: MessageElement, typeName: string): boolean {
  const prefix = `.${parent.fullName}.`;
  return typeName.startsWith(prefix) && entryNames(parent).has(typeName.slice(prefix.length));
}

const entryNames = remember(
  ({ proto }: MessageElement) =>
    new Set(proto.nestedType.filter(({ options }) => options?.mapEntry).map(({ name }) => name)),
);

function isRepeated(field: FieldElement): boolean {
  return field.proto.label === FieldDescriptorProto_Label.REPEATED;
}

/** The cardinality of a field, features resolved. */
export function cardinalityOf(field: FieldElement): Cardinality {
  if (isRepeated(field)) return isMap(field) ? "map" : "repeated";
  if (isRequired(field)) return "required";
  const explicit =
    field.extendee !== "" ||
    field.oneof !== undefined ||
    field.features.presence === FeatureSet_FieldPresence.EXPLICIT ||
    isMessageKind(field);
  return explicit ? "optional with explicit presence" : "optional with implicit presence";
}

function isRequired({ proto, features }: FieldElement): boolean {
  return (
    proto.label === FieldDescriptorProto_Label.REQUIRED ||
    features.presence === FeatureSet_FieldPresence.LEGACY_REQUIRED
  );
}

function isMessageKind({ proto }: FieldElement): boolean {
  return proto.type === FieldDescriptorProto_Type.MESSAGE || proto.type === FieldDescriptorProto_Type.GROUP;
}

/** The field of the surrounding message whose map this entry message stands for. */
export function mapFieldOf(entry: MessageElement): FieldElement | undefined {
  if (!entry.isMapEntry || entry.parent === undefined) return undefined;
  return mapFields(entry.parent).get(entry.fullName);
}

const mapFields = remember(
  ({ fields }: MessageElement) => new Map(fields.filter(isMap).map((field) => [typeNameOf(field), field])),
);
