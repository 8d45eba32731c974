import type { Printable } from "@bufbuild/protoplugin";
import type { Expression } from "@postel/model";
import type { ExpressionContext } from "./expression-context.ts";

type Print = (tree: Expression, context: ExpressionContext) => Printable;

/** Prints a list literal. */
export function printList(
  { elements }: Extract<Expression, { kind: "list" }>,
  context: ExpressionContext,
  print: Print,
): Printable {
  return ["[", joined(elements.map((element) => print(element, context))), "]"];
}

/** Prints a map literal, whose keys may be computed. */
export function printMap(
  { entries }: Extract<Expression, { kind: "map" }>,
  context: ExpressionContext,
  print: Print,
): Printable {
  if (entries.length === 0) return "({})";
  const pairs = entries.map(([key, value]) => ["[", print(key, context), ", ", print(value, context), "]"]);
  return [context.ref.runtime("mapOf"), "([", joined(pairs), "])"];
}

/** Several pieces with commas between them. */
export function joined(pieces: readonly Printable[]): Printable[] {
  return pieces.flatMap((piece, at) => (at === 0 ? [piece] : [", ", piece]));
}
