import { type DescField, ScalarType } from "@bufbuild/protobuf";
import type { Expression } from "../expression.ts";
import { describe } from "../planning/convert-field.ts";
import { type OneValue, oneValueOf } from "../planning/field-ref-of.ts";
import { invalid, type Typed, typeText } from "./typed.ts";

/** A value in the form that a field holds. */
export interface Coerced {
  readonly tree: Expression;
  /** True when it may be null, which leaves the field unset. */
  readonly nullable: boolean;
}

/** Brings an expression's value into the form that a singular field holds; wrong types are refused, ranges are checked at run time. */
export function coerce(value: Typed, field: DescField): Coerced {
  const nullable = value.type.kind === "nullable";
  const type = value.type.kind === "nullable" ? value.type.of : value.type;
  const target = oneValueOf(field);
  const refuse = () => invalid(`it gives ${typeText(value.type)}, and ${field.name} is ${describe(field)}`);
  if (field.fieldKind === "list" || field.fieldKind === "map") return refuse();
  if (type.kind === "null") return { tree: value.tree, nullable: true };
  if (target.kind === "message")
    return type.kind === "message" && type.message === target.message.typeName
      ? { tree: value.tree, nullable }
      : refuse();
  if (target.kind === "enum")
    return type.kind === "enum" && type.enum === target.enum.typeName ? { tree: value.tree, nullable } : refuse();
  const tree =
    type.kind === "int" || type.kind === "uint"
      ? toInteger(value.tree, type.kind, target)
      : toPlain(value.tree, type.kind, target);
  return tree === undefined ? refuse() : { tree, nullable };
}

type Scalar = Extract<OneValue, { kind: "scalar" }>;

const NARROW: Partial<
  Record<
    ScalarType,
    { readonly from: "int" | "uint"; readonly op: string; readonly least: bigint; readonly most: bigint }
  >
> = {
  [ScalarType.INT32]: { from: "int", op: "int32.from-int", least: -(2n ** 31n), most: 2n ** 31n - 1n },
  [ScalarType.SINT32]: { from: "int", op: "int32.from-int", least: -(2n ** 31n), most: 2n ** 31n - 1n },
  [ScalarType.SFIXED32]: { from: "int", op: "int32.from-int", least: -(2n ** 31n), most: 2n ** 31n - 1n },
  [ScalarType.UINT32]: { from: "uint", op: "uint32.from-uint", least: 0n, most: 2n ** 32n - 1n },
  [ScalarType.FIXED32]: { from: "uint", op: "uint32.from-uint", least: 0n, most: 2n ** 32n - 1n },
};

const WIDE: Partial<Record<ScalarType, "int" | "uint">> = {
  [ScalarType.INT64]: "int",
  [ScalarType.SINT64]: "int",
  [ScalarType.SFIXED64]: "int",
  [ScalarType.UINT64]: "uint",
  [ScalarType.FIXED64]: "uint",
};

function toInteger(tree: Expression, type: "int" | "uint", { scalar, longAsString }: Scalar): Expression | undefined {
  if (WIDE[scalar] === type) return longAsString ? { kind: "call", op: "string.from", args: [tree] } : tree;
  const narrow = NARROW[scalar];
  if (narrow?.from !== type) return undefined;
  if (tree.kind !== "literal" || tree.literal.kind !== "bigint") return { kind: "call", op: narrow.op, args: [tree] };
  const constant = BigInt(tree.literal.value);
  if (constant < narrow.least || constant > narrow.most)
    return invalid(`${constant} does not fit into ${ScalarType[scalar].toLowerCase()}`);
  return { kind: "literal", literal: { kind: "number", value: Number(constant) } };
}

const PLAIN: Partial<Record<ScalarType, string>> = {
  [ScalarType.STRING]: "string",
  [ScalarType.BYTES]: "bytes",
  [ScalarType.BOOL]: "bool",
  [ScalarType.DOUBLE]: "double",
};

function toPlain(tree: Expression, type: string, { scalar }: Scalar): Expression | undefined {
  if (PLAIN[scalar] === type) return tree;
  return type === "double" && scalar === ScalarType.FLOAT
    ? { kind: "call", op: "float.from-double", args: [tree] }
    : undefined;
}
