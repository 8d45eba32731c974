import type { Decl, Type } from "@bufbuild/cel-spec/cel/expr/checked_pb.js";
import { Type_PrimitiveType, Type_WellKnownType } from "@bufbuild/cel-spec/cel/expr/checked_pb.js";
import type { ExprValue } from "@bufbuild/cel-spec/cel/expr/eval_pb.js";
import type { Value } from "@bufbuild/cel-spec/cel/expr/value_pb.js";
import { equals, type Message, type Registry } from "@bufbuild/protobuf";
import { anyUnpack } from "@bufbuild/protobuf/wkt";
import type { ExpressionType } from "@postel/model";
import { equalValues } from "@postel/proto/cel";

/** A value of cel-spec in the form of expressions; a message in protobuf-es's. */
export function valueOfSpec({ kind }: Value, registry: Registry): unknown {
  switch (kind.case) {
    case "nullValue":
      return null;
    case "enumValue":
      return BigInt(kind.value.value);
    case "objectValue":
      return anyUnpack(kind.value, registry);
    case "listValue":
      return kind.value.values.map((value) => valueOfSpec(value, registry));
    case "mapValue":
      return Object.fromEntries(
        kind.value.entries.map(({ key, value }) => [
          String(key && valueOfSpec(key, registry)),
          value && valueOfSpec(value, registry),
        ]),
      );
    default:
      return kind.value;
  }
}

/** The value that a variable is bound to. */
export function boundValue({ kind }: ExprValue, registry: Registry): unknown {
  return kind.case === "value" ? valueOfSpec(kind.value, registry) : undefined;
}

const PRIMITIVES: Partial<Record<Type_PrimitiveType, "bool" | "int" | "uint" | "double" | "string" | "bytes">> = {
  [Type_PrimitiveType.BOOL]: "bool",
  [Type_PrimitiveType.INT64]: "int",
  [Type_PrimitiveType.UINT64]: "uint",
  [Type_PrimitiveType.DOUBLE]: "double",
  [Type_PrimitiveType.STRING]: "string",
  [Type_PrimitiveType.BYTES]: "bytes",
};

/** The type of a declared variable; undefined for types that expressions do not have, such as dyn. */
function typeOfSpec(type: Type | undefined): ExpressionType | undefined {
  switch (type?.typeKind.case) {
    case "primitive": {
      const kind = PRIMITIVES[type.typeKind.value];
      return kind && { kind };
    }
    case "wellKnown":
      if (type.typeKind.value === Type_WellKnownType.TIMESTAMP) return { kind: "timestamp" };
      return type.typeKind.value === Type_WellKnownType.DURATION ? { kind: "duration" } : undefined;
    case "messageType":
      return messageOfSpec(type.typeKind.value);
    case "listType": {
      const element = typeOfSpec(type.typeKind.value.elemType);
      return element && { kind: "list", element };
    }
    case "mapType": {
      const [key, value] = [typeOfSpec(type.typeKind.value.keyType), typeOfSpec(type.typeKind.value.valueType)];
      return key && value && { kind: "map", key, value };
    }
    default:
      return undefined;
  }
}

function messageOfSpec(message: string): ExpressionType | undefined {
  if (message === "google.protobuf.Timestamp") return { kind: "timestamp" };
  if (message === "google.protobuf.Duration") return { kind: "duration" };
  return message.startsWith("google.protobuf.") ? undefined : { kind: "message", message };
}

/** The variables that a case declares, with types that expressions have; none where names have several parts. */
export function declaredVariables(declarations: readonly Decl[]): Map<string, ExpressionType> {
  const variables = new Map<string, ExpressionType>();
  if (declarations.some(({ name }) => name.includes("."))) return variables;
  for (const { name, declKind } of declarations) {
    const type = declKind.case === "ident" ? typeOfSpec(declKind.value.type) : undefined;
    if (type !== undefined) variables.set(name, type);
  }
  return variables;
}

/** Whether a value is the expected one: NaN is NaN here, and unset members of messages may be missing. */
export function sameValue(actual: unknown, expected: unknown, registry: Registry): boolean {
  if (typeof actual === "number" && typeof expected === "number") return Object.is(actual + 0, expected + 0);
  if (Array.isArray(actual) && Array.isArray(expected))
    return actual.length === expected.length && actual.every((item, at) => sameValue(item, expected[at], registry));
  const desc = registry.getMessage((expected as Message | null)?.$typeName ?? "");
  if (desc !== undefined && (actual as Message | null)?.$typeName === desc.typeName)
    return equals(desc, actual as Message, expected as Message);
  return equalValues(actual, expected);
}
