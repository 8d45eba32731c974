import type { DescMessage, Message } from "@bufbuild/protobuf";
import type { Expression } from "../expression.ts";
import { evaluate } from "./evaluate.ts";

/** What evaluating gives: a value in the form of protobuf-es (integers as bigints), or why there is none. */
export type Evaluated =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "failed"; readonly reason: string };

/** Finds message types by their full names; a protobuf-es registry does. */
export interface Types {
  getMessage(typeName: string): DescMessage | undefined;
}

const MOST_STEPS = 5_000_000;

/** Evaluates a typed expression over a message; overflow, null, division by zero and the like are `failed`, and nothing throws. */
export function evaluateExpression(
  tree: Expression,
  old: Message,
  types: Types,
  variables: ReadonlyMap<string, unknown> = new Map(),
): Evaluated {
  const messageOf = (typeName: string) => types.getMessage(typeName);
  try {
    return {
      kind: "value",
      value: evaluate(tree, { old, variables, messageOf, budget: { left: MOST_STEPS } }),
    };
  } catch (error) {
    return { kind: "failed", reason: error instanceof Error ? error.message : String(error) };
  }
}
