import { create } from "@bufbuild/protobuf";
import { mapOf } from "@postel/proto/cel";
import type { Expression, MessageExpression } from "../expression.ts";
import { evaluateLoop } from "./evaluate-loop.ts";
import { literalValue } from "./literal-value.ts";
import { lazyOperations, operations } from "./operations.ts";
import { differsFromZero, isSet, type Members, readValue } from "./read-value.ts";
import type { Surroundings } from "./surroundings.ts";

/** The value of a typed tree, in the form of protobuf-es with every integer a bigint. Throws what its operations throw. */
export function evaluate(tree: Expression, within: Surroundings): unknown {
  within.budget.left -= 1;
  if (within.budget.left < 0) throw new RangeError("the expression takes too many steps");
  switch (tree.kind) {
    case "old":
      return within.old;
    case "variable":
      return within.variables.get(tree.name);
    case "literal":
      return literalValue(tree.literal);
    case "field":
      return evaluateField(tree, within);
    case "has":
      return evaluateHas(tree, within);
    case "call":
      return evaluateCall(tree, within);
    case "if":
      return evaluate(evaluate(tree.test, within) ? tree.yes : tree.no, within);
    case "list":
      return tree.elements.map((element) => evaluate(element, within));
    case "map":
      return mapOf(tree.entries.map(([key, value]) => [evaluate(key, within) as MapKey, evaluate(value, within)]));
    case "message":
      return evaluateMessage(tree, within);
    case "loop":
      return evaluateLoop(tree, within, evaluate);
  }
}

type MapKey = string | bigint | boolean;

function evaluateField({ of, field, unset }: Extract<Expression, { kind: "field" }>, within: Surroundings): unknown {
  const message = evaluate(of, within) as Members | null | undefined;
  const value = message == null ? undefined : readValue(message, field);
  if (value !== undefined || unset.kind === "undefined") return value;
  switch (unset.kind) {
    case "empty-list":
      return [];
    case "empty-map":
      return {};
    case "literal":
      return literalValue(unset.literal);
    case "message":
      return evaluateMessage(unset, within);
  }
}

function evaluateHas({ of, field, own }: Extract<Expression, { kind: "has" }>, within: Surroundings): boolean {
  const message = evaluate(of, within) as Members | null | undefined;
  if (message == null) return false;
  if (field.presence === "implicit" && field.oneof === undefined)
    return differsFromZero(readValue(message, field), field.type);
  return isSet(message, field, own === true);
}

function evaluateCall({ op, args }: Extract<Expression, { kind: "call" }>, within: Surroundings): unknown {
  const lazy = Object.hasOwn(lazyOperations, op) ? lazyOperations[op] : undefined;
  if (lazy !== undefined) return lazy(...args.map((arg) => () => evaluate(arg, within)));
  const operation = Object.hasOwn(operations, op) ? operations[op] : undefined;
  if (operation === undefined)
    throw new TypeError(`the plan holds the operation ${op}, which this version does not know`);
  return (operation as (...operands: unknown[]) => unknown)(...args.map((arg) => evaluate(arg, within)));
}

function evaluateMessage({ message, plain, members }: MessageExpression, within: Surroundings): unknown {
  const init: Record<string, unknown> = plain ? { $typeName: message } : {};
  for (const member of members) {
    if (member.kind === "no-case") init[member.oneof.localName] = { case: undefined };
    else if (member.kind !== "field") init[member.localName] = member.kind === "empty-list" ? [] : {};
    else {
      const { localName: name, oneof } = member.field;
      const value = evaluate(member.value, within);
      const absent = member.nullable && value == null;
      if (oneof !== undefined) init[oneof.localName] = absent ? { case: undefined } : { case: name, value };
      else if (!absent) init[name] = value;
    }
  }
  if (plain) return init;
  const desc = within.messageOf(message);
  if (desc === undefined) throw new TypeError(`the plan makes a ${message}, which is not known here`);
  return create(desc, init);
}
