import { allOf, anyOf, mapValues } from "@postel/proto/cel";
import type { Expression } from "../expression.ts";
import type { Members } from "./read-value.ts";
import type { Surroundings } from "./surroundings.ts";

type Loop = Extract<Expression, { kind: "loop" }>;
type Evaluate = (tree: Expression, within: Surroundings) => unknown;

/** Evaluates a macro: its body once for each item, with the variable bound to it. */
export function evaluateLoop({ macro, over, variable, body }: Loop, within: Surroundings, evaluate: Evaluate): unknown {
  const items = evaluate(over, within) as unknown[];
  const of = (item: unknown) => evaluate(body, { ...within, variables: new Map(within.variables).set(variable, item) });
  const holds = (item: unknown) => of(item) === true;
  switch (macro) {
    case "all":
      return allOf(items, holds);
    case "exists":
      return anyOf(items, holds);
    case "exists_one":
      return items.filter(holds).length === 1;
    case "filter":
      return items.filter(holds);
    case "map":
      return items.map(of);
    case "map-values":
      return mapValues(items as unknown as Members, of);
  }
}
