import type { Literal } from "../field-ref.ts";

/** The value of a constant, in the form of protobuf-es. */
export function literalValue(literal: Literal): unknown {
  switch (literal.kind) {
    case "null":
      return null;
    case "bigint":
      return BigInt(literal.value);
    case "number":
      return Number(literal.value);
    case "bytes":
      return Uint8Array.from(atob(literal.base64), (unit) => unit.charCodeAt(0));
    default:
      return literal.value;
  }
}
