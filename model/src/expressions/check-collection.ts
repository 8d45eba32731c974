import type { Expression, ExpressionType } from "../expression.ts";
import { asHeld, takeItem } from "./as-held.ts";
import { type Typed, typeText } from "./typed.ts";
import { unify } from "./unify.ts";

type Check = (operands: readonly Typed[]) => Typed | undefined;

const SCALAR = ["bool", "int", "uint", "double", "string", "enum"];

/** Unset messages are empty, not null; has() tells. */
const MESSAGES = ["message", "timestamp", "duration"];

/** Operators and functions over lists, maps and whatever can be compared, by CEL's names; undefined where the types do not fit. */
export const collectionOperations: Readonly<Record<string, Check>> = {
  "_==_": ([a, b]) => compare("equal", a, b),
  "_!=_": ([a, b]) => compare("unequal", a, b),
  "_[_]": ([of, key]) => itemOf(of, key),
  "@in": ([item, of]) => isIn(item, of),
  "_+_": ([a, b]) => concat(a, b),
  size: ([of, ...more]) => (more.length > 0 ? undefined : sizeOf(of)),
  int: ([of, ...more]) => (more.length > 0 ? undefined : numberOf(of)),
};

function compare(op: "equal" | "unequal", a: Typed | undefined, b: Typed | undefined): Typed | undefined {
  if (a === undefined || b === undefined) return undefined;
  const type = unify(a.type, b.type);
  if (type === undefined || (type.kind === "nullable" && MESSAGES.includes(type.of.kind))) return undefined;
  if (type.kind === "nullable" && ![a, b].some(({ type }) => type.kind === "nullable")) return undefined;
  return call(SCALAR.includes(type.kind) ? op : `${op}-values`, [a, b], { kind: "bool" });
}

function itemOf(of: Typed | undefined, key: Typed | undefined): Typed | undefined {
  if (of === undefined || key === undefined || isEmpty(of.type)) return undefined;
  if (of.type.kind === "list" && key.type.kind === "int")
    return { tree: takeItem("list.at", of.tree, key.tree), type: of.type.element };
  if (of.type.kind !== "map" || !sameType(of.type.key, key.type)) return undefined;
  return { tree: takeItem("map.at", of.tree, key.tree), type: of.type.value };
}

/** An empty literal has no items, and so no type of items. */
function isEmpty(type: ExpressionType): boolean {
  return (type.kind === "list" && type.element.kind === "null") || (type.kind === "map" && type.value.kind === "null");
}

function isIn(item: Typed | undefined, of: Typed | undefined): Typed | undefined {
  if (item === undefined) return undefined;
  if (of?.type.kind === "list" && sameType(of.type.element, item.type))
    return call("list.has", [of, item], { kind: "bool" });
  if (of?.type.kind !== "map" || item.type.kind === "null" || !sameType(of.type.key, item.type)) return undefined;
  const key = item.type.kind === "nullable" ? call("required", [item], item.type.of) : item;
  return call("map.has", [held(of), key], { kind: "bool" });
}

function concat(a: Typed | undefined, b: Typed | undefined): Typed | undefined {
  if (a?.type.kind !== "list" || b?.type.kind !== "list") return undefined;
  const type = unify(a.type, b.type);
  return type === undefined ? undefined : call("list.concat", [a, b], type);
}

function sizeOf(of: Typed | undefined): Typed | undefined {
  if (of?.type.kind !== "list" && of?.type.kind !== "map") return undefined;
  return call(`${of.type.kind}.size`, [held(of)], { kind: "int" });
}

function held({ tree, type }: Typed): Typed {
  return { tree: asHeld(tree), type };
}

/** Enums are numbers when that is said. */
function numberOf(of: Typed | undefined): Typed | undefined {
  return of?.type.kind === "enum" ? call("int.from-number", [of], { kind: "int" }) : undefined;
}

/** An empty list or map holds nothing of any type. */
function sameType(part: ExpressionType, type: ExpressionType): boolean {
  return part.kind === "null" || typeText(part) === typeText(type) || unify(part, type) !== undefined;
}

function call(op: string, operands: readonly Typed[], type: ExpressionType): Typed {
  const tree: Expression = { kind: "call", op, args: operands.map(({ tree }) => tree) };
  return { tree, type };
}
