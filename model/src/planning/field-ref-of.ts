import { type DescField, type DescMessage, type DescOneof, ScalarType } from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence, isWrapperDesc } from "@bufbuild/protobuf/wkt";
import type { FieldRef, FieldType, OneofRef, Presence, ScalarName, ValueType } from "../field-ref.ts";

/** Names a field in every spelling that a reader of a plan needs. */
export function fieldRefOf(field: DescField): FieldRef {
  return {
    name: field.name,
    number: field.number,
    localName: field.localName,
    type: typeOf(field),
    presence: presenceOf(field),
    ...(field.oneof === undefined ? {} : { oneof: oneofRefOf(field.oneof) }),
  };
}

/** Names a oneof. */
export function oneofRefOf(oneof: DescOneof): OneofRef {
  return { name: oneof.name, localName: oneof.localName };
}

/** The name of a scalar type in a .proto file. */
export function scalarName(scalar: ScalarType): ScalarName {
  return ScalarType[scalar].toLowerCase() as ScalarName;
}

/** How a field says that it is set. */
export function presenceOf(field: DescField): Presence {
  if (field.fieldKind === "list" || field.fieldKind === "map") return "implicit";
  if (field.presence === FeatureSet_FieldPresence.LEGACY_REQUIRED) return "required";
  return field.presence === FeatureSet_FieldPresence.EXPLICIT ? "explicit" : "implicit";
}

/** One value of a field: the field itself, a list's element or a map's value. */
export type OneValue =
  | { readonly kind: "scalar"; readonly scalar: ScalarType; readonly longAsString: boolean }
  | { readonly kind: "enum"; readonly enum: NonNullable<DescField["enum"]> }
  | { readonly kind: "message"; readonly message: NonNullable<DescField["message"]> };

/** What one value of a field is. */
export function oneValueOf(field: DescField): OneValue {
  if (field.message !== undefined) return { kind: "message", message: field.message };
  if (field.enum !== undefined) return { kind: "enum", enum: field.enum };
  const longAsString = "longAsString" in field && field.longAsString === true;
  return { kind: "scalar", scalar: field.scalar as ScalarType, longAsString };
}

/** The same as protobuf-es holds it: a wrapper such as google.protobuf.StringValue in a field of its own is its value. */
export function heldValueOf(field: DescField): OneValue {
  const inner = field.fieldKind === "message" && field.oneof === undefined ? wrappedField(field.message) : undefined;
  return oneValueOf(inner ?? field);
}

function wrappedField(message: DescMessage): DescField | undefined {
  return isWrapperDesc(message) ? message.fields[0] : undefined;
}

function typeOf(field: DescField): FieldType {
  const value = valueTypeOf(oneValueOf(field));
  if (field.fieldKind === "list") return { kind: "list", element: value };
  if (field.fieldKind === "map") return { kind: "map", key: scalarName(field.mapKey), value };
  return value;
}

function valueTypeOf(value: OneValue): ValueType {
  if (value.kind === "message") return { kind: "message", message: value.message.typeName };
  if (value.kind === "enum") return { kind: "enum", enum: value.enum.typeName };
  const scalar = scalarName(value.scalar);
  return value.longAsString ? { kind: "scalar", scalar, longAsString: true } : { kind: "scalar", scalar };
}
