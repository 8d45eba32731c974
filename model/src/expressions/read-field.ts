import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import type { Expression, ExpressionType } from "../expression.ts";
import { fieldRefOf, type OneValue, oneValueOf } from "../planning/field-ref-of.ts";
import { defaultOf } from "../planning/literal-of.ts";
import { invalid, type Typed } from "./typed.ts";

/** Checks `message.name`, or `has(message.name)`. */
export function readField(of: Expression, message: DescMessage, name: string): Typed {
  const field = fieldNamed(message, name);
  const value = oneValueOf(field);
  if (field.fieldKind === "list" || field.fieldKind === "map")
    return invalid(
      `${name} is a ${field.fieldKind === "list" ? "list" : "map"}, and lists and maps are outside the expressions; write a function`,
    );
  const ref = fieldRefOf(field);
  if (value.kind === "message") {
    const tree: Expression = { kind: "field", of, field: ref, unset: { kind: "undefined" } };
    return { tree, type: { kind: "nullable", of: { kind: "message", message: value.message.typeName } } };
  }
  const tree: Expression = { kind: "field", of, field: ref, unset: { kind: "literal", literal: defaultOf(field) } };
  return widen(tree, value);
}

/** Checks `has(message.name)`. */
export function hasField(of: Expression, message: DescMessage, name: string): Typed {
  const field = fieldNamed(message, name);
  if (message.file.edition !== 999)
    return invalid(`has() works on proto3 messages only, and ${message.typeName} is none; write a function`);
  return { tree: { kind: "has", of, field: fieldRefOf(field) }, type: { kind: "bool" } };
}

/** Brings a field's value into the form that expressions reckon with: integers are bigints. */
function widen(tree: Expression, value: Exclude<OneValue, { kind: "message" }>): Typed {
  if (value.kind === "enum") return { tree, type: { kind: "enum", enum: value.enum.typeName } };
  const call = (op: string): Expression => ({ kind: "call", op, args: [tree] });
  switch (value.scalar) {
    case ScalarType.INT32:
    case ScalarType.SINT32:
    case ScalarType.SFIXED32:
      return { tree: call("int.from-number"), type: { kind: "int" } };
    case ScalarType.UINT32:
    case ScalarType.FIXED32:
      return { tree: call("uint.from-number"), type: { kind: "uint" } };
    case ScalarType.INT64:
    case ScalarType.SINT64:
    case ScalarType.SFIXED64:
      return { tree: value.longAsString ? call("int.from-text") : tree, type: { kind: "int" } };
    case ScalarType.UINT64:
    case ScalarType.FIXED64:
      return { tree: value.longAsString ? call("uint.from-text") : tree, type: { kind: "uint" } };
    default:
      return { tree, type: plainType(value.scalar) };
  }
}

function plainType(scalar: ScalarType): ExpressionType {
  switch (scalar) {
    case ScalarType.BOOL:
      return { kind: "bool" };
    case ScalarType.STRING:
      return { kind: "string" };
    case ScalarType.BYTES:
      return { kind: "bytes" };
    default:
      return { kind: "double" };
  }
}

function fieldNamed(message: DescMessage, name: string): DescField {
  const field = message.fields.find((candidate) => candidate.name === name);
  return (
    field ??
    invalid(
      `${message.typeName} has no field ${JSON.stringify(name)}; it has ${message.fields.map((f) => f.name).join(", ")}`,
    )
  );
}
