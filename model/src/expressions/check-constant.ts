import type { Literal } from "../field-ref.ts";
import { numberLiteral } from "../planning/literal-of.ts";
import type { Node } from "./scope.ts";
import { invalid, type Typed } from "./typed.ts";

type Constant = Extract<Node["exprKind"], { case: "constExpr" }>["value"];

/** Turns a constant into a typed literal. */
export function checkConstant({ constantKind }: Constant): Typed {
  switch (constantKind.case) {
    case "boolValue":
      return literal({ kind: "boolean", value: constantKind.value }, "bool");
    case "int64Value":
      return literal({ kind: "bigint", value: String(constantKind.value) }, "int");
    case "uint64Value":
      return literal({ kind: "bigint", value: String(constantKind.value) }, "uint");
    case "doubleValue":
      return literal(numberLiteral(constantKind.value), "double");
    case "stringValue":
      return literal({ kind: "string", value: constantKind.value }, "string");
    case "bytesValue":
      return literal({ kind: "bytes", base64: btoa(String.fromCharCode(...constantKind.value)) }, "bytes");
    case "nullValue":
      return literal({ kind: "null" }, "null");
    default:
      return invalid("it holds a constant that is outside the expressions");
  }
}

function literal(value: Literal, kind: "bool" | "int" | "uint" | "double" | "string" | "bytes" | "null"): Typed {
  return { tree: { kind: "literal", literal: value }, type: { kind } };
}
