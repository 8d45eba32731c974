import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { isWrapperDesc } from "@bufbuild/protobuf/wkt";
import type { Expression, ExpressionType } from "../expression.ts";
import type { OneValue } from "../planning/field-ref-of.ts";
import { invalid } from "./typed.ts";

/** The type of a scalar in expressions. */
export type ScalarKind = "bool" | "int" | "uint" | "double" | "string" | "bytes";

const KINDS: Readonly<Record<ScalarType, ScalarKind>> = {
  [ScalarType.BOOL]: "bool",
  [ScalarType.STRING]: "string",
  [ScalarType.BYTES]: "bytes",
  [ScalarType.DOUBLE]: "double",
  [ScalarType.FLOAT]: "double",
  [ScalarType.INT32]: "int",
  [ScalarType.SINT32]: "int",
  [ScalarType.SFIXED32]: "int",
  [ScalarType.INT64]: "int",
  [ScalarType.SINT64]: "int",
  [ScalarType.SFIXED64]: "int",
  [ScalarType.UINT32]: "uint",
  [ScalarType.FIXED32]: "uint",
  [ScalarType.UINT64]: "uint",
  [ScalarType.FIXED64]: "uint",
};

/** What a scalar is in expressions. */
export function scalarKind(scalar: ScalarType): ScalarKind {
  return KINDS[scalar];
}

/** True for integers that protobuf-es holds as numbers. */
export function isNarrow(scalar: ScalarType): boolean {
  return /32$/.test(ScalarType[scalar]);
}

/** The scalar inside a wrapper such as google.protobuf.Int32Value, where protobuf-es shows it as the field itself. */
export function wrappedScalar(field: DescField): ScalarType | undefined {
  if (field.fieldKind !== "message" || field.oneof !== undefined || !isWrapperDesc(field.message)) return undefined;
  return field.message.fields[0]?.scalar;
}

const DYNAMIC = new Set(["Any", "Struct", "Value", "ListValue"].map((name) => `google.protobuf.${name}`));

/** Refuses messages whose content has no type; `name` says where. */
export function refuseDynamic(typeName: string, name: string): void {
  if (DYNAMIC.has(typeName)) invalid(`${name} is a ${typeName}, whose content has no type; write a function`);
}

/** The type of a message: time has types of its own. */
export function messageType({ typeName }: DescMessage): ExpressionType {
  if (typeName === "google.protobuf.Timestamp") return { kind: "timestamp" };
  if (typeName === "google.protobuf.Duration") return { kind: "duration" };
  return { kind: "message", message: typeName };
}

/** The type of one value: a field, a list's element or a map's value. */
export function valueType(value: OneValue): ExpressionType {
  if (value.kind === "message") return messageType(value.message);
  return value.kind === "enum" ? { kind: "enum", enum: value.enum.typeName } : { kind: scalarKind(value.scalar) };
}

/** Brings one value from protobuf-es's form into that of expressions: integers become bigints. */
export function widen(tree: Expression, value: OneValue): Expression {
  if (value.kind !== "scalar") return tree;
  const kind = scalarKind(value.scalar);
  if (kind !== "int" && kind !== "uint") return tree;
  if (isNarrow(value.scalar)) return { kind: "call", op: `${kind}.from-number`, args: [tree] };
  return value.longAsString ? { kind: "call", op: `${kind}.from-text`, args: [tree] } : tree;
}
