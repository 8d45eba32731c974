import { type DescField, ScalarType } from "@bufbuild/protobuf";
import type { Literal } from "../field-ref.ts";
import { heldValueOf } from "./field-ref-of.ts";

/** The value that a singular scalar or enum field has when it is unset: its declared default, else zero. */
export function defaultOf(field: DescField): Literal {
  const value = heldValueOf(field);
  const declared = field.fieldKind === "scalar" || field.fieldKind === "enum" ? field.getDefaultValue() : undefined;
  if (value.kind === "enum") return numberLiteral(Number(declared ?? value.enum.values[0]?.number ?? 0));
  if (value.kind === "message") return { kind: "null" };
  return scalarLiteral(value.scalar, declared, value.longAsString);
}

function scalarLiteral(scalar: ScalarType, declared: unknown, longAsString: boolean): Literal {
  switch (scalar) {
    case ScalarType.STRING:
      return { kind: "string", value: String(declared ?? "") };
    case ScalarType.BOOL:
      return { kind: "boolean", value: declared === true };
    case ScalarType.BYTES:
      return { kind: "bytes", base64: base64(declared instanceof Uint8Array ? declared : new Uint8Array()) };
    case ScalarType.INT64:
    case ScalarType.SINT64:
    case ScalarType.SFIXED64:
    case ScalarType.UINT64:
    case ScalarType.FIXED64: {
      const value = String(declared ?? "0");
      return longAsString ? { kind: "string", value } : { kind: "bigint", value };
    }
    default:
      return numberLiteral(Number(declared ?? 0));
  }
}

/** A number as a constant; JSON has no NaN, infinities or minus zero. */
export function numberLiteral(value: number): Literal {
  if (Number.isNaN(value)) return { kind: "number", value: "NaN" };
  if (Object.is(value, -0)) return { kind: "number", value: "-0" };
  if (value === Number.POSITIVE_INFINITY) return { kind: "number", value: "Infinity" };
  return { kind: "number", value: value === Number.NEGATIVE_INFINITY ? "-Infinity" : value };
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
