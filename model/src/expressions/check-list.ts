import type { Expression, ExpressionType } from "../expression.ts";
import { partOf } from "./require-value.ts";
import type { Node, Scope } from "./scope.ts";
import { invalid, type Typed, typeText } from "./typed.ts";
import { unify } from "./unify.ts";

type List = Extract<Node["exprKind"], { case: "listExpr" }>["value"];
type Struct = Extract<Node["exprKind"], { case: "structExpr" }>["value"];
type Check = (node: Node, scope: Scope) => Typed;

const NOTHING: ExpressionType = { kind: "null" };

/** Checks a list literal; all of its elements have one type. */
export function checkList({ elements, optionalIndices }: List, scope: Scope, check: Check): Typed {
  if (optionalIndices.length > 0) return invalid("optional elements are outside the expressions; write a function");
  const items = elements.map((element) => partOf(check(element, scope), scope, "a list"));
  const element = oneType(items, "a list");
  return { tree: { kind: "list", elements: items.map(({ tree }) => tree) }, type: { kind: "list", element } };
}

const KEYS = ["bool", "int", "uint", "string"];

/** Checks a map literal; all of its keys have one type, and all of its values. */
export function checkMap({ entries }: Struct, scope: Scope, check: Check): Typed {
  const pairs = entries.map(({ keyKind, value, optionalEntry }): [Typed, Typed] => {
    if (keyKind.case !== "mapKey" || value === undefined || optionalEntry)
      return invalid("optional entries are outside the expressions; write a function");
    return [partOf(check(keyKind.value, scope), scope, "a map"), partOf(check(value, scope), scope, "a map")];
  });
  const key = oneType(
    pairs.map(([key]) => key),
    "the keys of a map",
  );
  if (pairs.length > 0 && !KEYS.includes(key.kind)) return invalid(`${typeText(key)} cannot be the key of a map`);
  const value = oneType(
    pairs.map(([, value]) => value),
    "the values of a map",
  );
  const trees = pairs.map(([key, value]): [Expression, Expression] => [key.tree, value.tree]);
  return { tree: { kind: "map", entries: trees }, type: { kind: "map", key, value } };
}

function oneType(items: readonly Typed[], where: string): ExpressionType {
  return items.reduce((type, item, at) => {
    const both = at === 0 ? item.type : unify(type, item.type);
    return both ?? invalid(`${where} holds ${typeText(type)} and ${typeText(item.type)}; all must have one type`);
  }, NOTHING);
}
