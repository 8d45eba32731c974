import {
  clone,
  type DescEnum,
  type DescExtension,
  type DescField,
  type DescFile,
  type DescMessage,
  getExtension,
  type Message,
  type MessageShape,
  ScalarType,
  setExtension,
  toBinary,
  type UnknownField,
} from "@bufbuild/protobuf";
import { reflect } from "@bufbuild/protobuf/reflect";
import { BinaryWriter, base64Encode } from "@bufbuild/protobuf/wire";
import {
  EnumOptionsSchema,
  EnumValueOptionsSchema,
  FeatureSet_FieldPresence,
  FieldOptionsSchema,
  MessageOptionsSchema,
  OneofOptionsSchema,
} from "@bufbuild/protobuf/wkt";
import { findExtension } from "../options/find-extension.ts";

/** Anything that JSON writes in one way only: no objects, whose keys have an order. */
export type Canonical = string | number | boolean | null | readonly Canonical[];

/** A message type without its nested types, in a form that depends on its meaning alone. */
export function canonicalMessage(message: DescMessage): Canonical {
  return [
    "message",
    message.typeName,
    message.fields.toSorted((a, b) => a.number - b.number).map(canonicalField),
    message.oneofs
      .toSorted(byName)
      .map((oneof) => [oneof.name, options(OneofOptionsSchema, oneof.proto.options, message.file)]),
    options(MessageOptionsSchema, message.proto.options, message.file),
  ];
}

/** An enum type in a form that depends on its meaning alone; its first value is the default where enums are closed. */
export function canonicalEnum(type: DescEnum): Canonical {
  return [
    "enum",
    type.typeName,
    type.open,
    type.values[0]?.number ?? 0,
    type.values
      .toSorted((a, b) => a.number - b.number || byName(a, b))
      .map((value) => [value.number, value.name, options(EnumValueOptionsSchema, value.proto.options, type.file)]),
    options(EnumOptionsSchema, type.proto.options, type.file),
  ];
}

function canonicalField(field: DescField): Canonical {
  return [
    field.number,
    field.name,
    field.jsonName,
    field.fieldKind,
    fieldType(field),
    FeatureSet_FieldPresence[field.presence],
    field.oneof?.name ?? null,
    field.proto.defaultValue,
    field.utf8Validation,
    field.fieldKind === "list" && field.packed,
    "delimitedEncoding" in field && field.delimitedEncoding === true,
    options(FieldOptionsSchema, field.proto.options, field.parent.file),
  ];
}

function fieldType(field: DescField): Canonical {
  const element = field.message?.typeName ?? field.enum?.typeName ?? ScalarType[field.scalar as ScalarType];
  return field.fieldKind === "map" ? [ScalarType[field.mapKey], element] : element;
}

/** Resolved already, or without meaning for the reader of a schema. */
const LEFT_OUT = ["features", "packed", "uninterpreted_option"];

/** Options as base64: known ones, then custom ones by number, each rewritten so that the order in the source is gone. */
function options<Schema extends DescMessage>(
  schema: Schema,
  given: MessageShape<Schema> | undefined,
  file: DescFile,
): string {
  if (given === undefined) return "";
  const copy = clone(schema, given);
  const custom = (copy.$unknown ?? []).toSorted((a, b) => a.no - b.no);
  delete copy.$unknown;
  const mirror = reflect(schema, copy);
  for (const field of schema.fields) if (LEFT_OUT.includes(field.name)) mirror.clear(field);
  const writer = new BinaryWriter().raw(toBinary(schema, copy));
  for (const [no, parts] of Map.groupBy(custom, (part) => part.no))
    for (const part of rewrite(given, parts, findExtension(file, schema.typeName, no)))
      writer.tag(no, part.wireType).raw(part.data);
  return base64Encode(writer.finish());
}

/** An option given in several statements, or in any order, becomes one value with its fields in order. */
function rewrite(given: Message, parts: UnknownField[], extension: DescExtension | undefined): UnknownField[] {
  if (extension === undefined) return parts;
  const fresh: Message = { $typeName: given.$typeName };
  setExtension(fresh, extension, getExtension(given, extension));
  return fresh.$unknown ?? [];
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  if (a.name === b.name) return 0;
  return a.name < b.name ? -1 : 1;
}
