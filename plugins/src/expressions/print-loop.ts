import type { Printable } from "@bufbuild/protoplugin";
import type { Expression } from "@postel/model";
import type { ExpressionContext } from "./expression-context.ts";
import { mayFail } from "./may-fail.ts";

type Loop = Extract<Expression, { kind: "loop" }>;
type Print = (tree: Expression, context: ExpressionContext) => Printable;

/** The name of a loop's variable in code; names in .proto files hold no `$`, so it clashes with nothing. */
export function variableName(name: string): string {
  return `$${name}`;
}

/** Prints a macro; `print` prints what is to stand anywhere, `printBare` what nothing can tear apart. */
export function printLoop(loop: Loop, context: ExpressionContext, print: Print, printBare: Print): Printable {
  const { macro, over, variable, body } = loop;
  const test = [`(${variableName(variable)}) => `, printBare(body, context)];
  const method = (name: string) => [print(over, context), `.${name}(`, test, ")"];
  const call = (name: "allOf" | "anyOf" | "mapValues") => [
    context.ref.runtime(name),
    ["(", printBare(over, context), ", "],
    [test, ")"],
  ];
  switch (macro) {
    case "all":
      return mayFail(body) ? call("allOf") : method("every");
    case "exists":
      return mayFail(body) ? call("anyOf") : method("some");
    case "exists_one":
      return [method("filter"), ".length === 1"];
    case "map-values":
      return call("mapValues");
    default:
      return method(macro);
  }
}
