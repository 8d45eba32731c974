import type { Printable } from "@bufbuild/protoplugin";
import type { Expression } from "@postel/model";
import type { References } from "./references.ts";

/** Prints a type-checked expression over `old`. */
export function printExpression(_tree: Expression, _ref: References): Printable {
  return "undefined";
}
