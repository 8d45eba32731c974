import type { Printable } from "@bufbuild/protoplugin";
import type { Literal } from "@postel/model";
import type { References } from "./references.ts";

/** Prints a constant. */
export function printLiteral(literal: Literal, ref: References): Printable {
  switch (literal.kind) {
    case "null":
      return "null";
    case "boolean":
      return String(literal.value);
    case "bigint":
      return `${literal.value}n`;
    case "string":
      return JSON.stringify(literal.value);
    case "bytes":
      return ["new ", ref.own("Uint8Array"), `([${Buffer.from(literal.base64, "base64").join(", ")}])`];
    case "number":
      return printNumber(literal.value, ref);
  }
}

function printNumber(value: number | "NaN" | "Infinity" | "-Infinity" | "-0", ref: References): Printable {
  if (typeof value === "number" || value === "-0") return String(value);
  if (value === "NaN") return [ref.own("Number"), ".NaN"];
  return [ref.own("Number"), value === "Infinity" ? ".POSITIVE_INFINITY" : ".NEGATIVE_INFINITY"];
}
