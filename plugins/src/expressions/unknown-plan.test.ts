import { createFileRegistry } from "@bufbuild/protobuf";
import type { Expression } from "@postel/model";
import { expect, it } from "vitest";
import { isPluginError } from "../errors.ts";
import type { ExpressionContext } from "./expression-context.ts";
import { printValue } from "./print-expression.ts";

const context = {
  ref: { own: (name: string) => name, runtime: (name: string) => name },
  messageOf: createFileRegistry().getMessage,
} as unknown as ExpressionContext;

const one: Expression = { kind: "literal", literal: { kind: "number", value: 1 } } as unknown as Expression;
const call = (op: string, args: readonly Expression[]) => ({ kind: "call", op, args }) as unknown as Expression;

it.each([
  [
    "an operation of a later version",
    call("median", [one]),
    "holds the operation median, which the printer does not know",
  ],
  ["one named as what all objects have", call("constructor", [one]), "holds the operation constructor, which"],
  ["an operation without its operands", call("int.add", [one]), "the operation int.add without an operand"],
  [
    "a message that it lacks",
    { kind: "message", message: "x.Gone", members: [], plain: false } as unknown as Expression,
    "refers to x.Gone, but does not hold it",
  ],
])("a plan from elsewhere is refused by name: %s", (_what, tree, why) => {
  let thrown: unknown;
  try {
    printValue(tree, context);
  } catch (error) {
    thrown = error;
  }
  expect(isPluginError(thrown) && [thrown.code, thrown.exit]).toEqual(["plan_unknown", 1]);
  expect(String(thrown)).toContain(why);
  expect(String(thrown)).toContain("use one version of its packages throughout");
});
