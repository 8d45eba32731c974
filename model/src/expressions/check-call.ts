import type { Expression, ExpressionType } from "../expression.ts";
import { collectionOperations } from "./check-collection.ts";
import { type Operation, operations, type Plain } from "./operations-table.ts";
import { fillUnset, requireValue } from "./require-value.ts";
import type { Node, Scope } from "./scope.ts";
import { invalid, type Typed, typeText } from "./typed.ts";
import { unify } from "./unify.ts";

type Call = Extract<Node["exprKind"], { case: "callExpr" }>["value"];
type Check = (node: Node, scope: Scope) => Typed;

/** Checks an operator, a function or a method; `check` checks its operands. */
export function checkCall({ function: name, target, args }: Call, scope: Scope, check: Check): Typed {
  if (!KNOWN.has(name) || isLibrary(target, scope)) return outside(nameOf(name, target), []);
  const given = [...(target === undefined ? [] : [target]), ...args].map((arg) => check(arg, scope));
  if (name === "_?_:_") return checkChoice(given, scope);
  const operands = given.map((value, at) =>
    mayBeNull(name, at) ? fillUnset(value, scope) : requireValue(value, scope),
  );
  return plainCall(name, operands) ?? collectionCall(name, operands) ?? outside(nameOf(name), given);
}

/** Null may be compared, and looked for in a list, where it never is. */
function mayBeNull(name: string, at: number): boolean {
  return name === "_==_" || name === "_!=_" || (name === "@in" && at === 0);
}

const KNOWN = new Set(["_?_:_", ...operations.map(({ cel }) => cel), ...Object.keys(collectionOperations)]);

/** Functions such as `math.greatest` look like methods of an unknown name. */
function isLibrary(target: Node | undefined, { variables }: Scope): boolean {
  if (target?.exprKind.case !== "identExpr") return false;
  const { name } = target.exprKind.value;
  return name !== "old" && !variables.has(name);
}

function plainCall(name: string, operands: readonly Typed[]): Typed | undefined {
  const found = operations.find(({ cel, takes }) => cel === name && fits(takes, operands));
  if (found === undefined) return undefined;
  const trees = operands.map(({ tree }) => tree);
  if (found.op === "timestamp.part-at") checkZone(trees[1]);
  const tree: Expression =
    found.op === "same" ? (trees[0] as Expression) : { kind: "call", op: found.op, args: withConstant(found, trees) };
  return { tree, type: typeNamed(found.gives) };
}

function fits(takes: readonly Plain[], operands: readonly Typed[]): boolean {
  return takes.length === operands.length && takes.every((wanted, at) => isOf(operands[at]?.type, wanted));
}

function isOf(type: ExpressionType | undefined, wanted: Plain): boolean {
  if (type?.kind !== "list" || wanted !== "list of string") return type?.kind === wanted;
  return type.element.kind === "string" || type.element.kind === "null";
}

function typeNamed(name: Plain): ExpressionType {
  return name === "list of string" ? { kind: "list", element: { kind: "string" } } : { kind: name };
}

function withConstant({ constant }: Operation, [first, ...others]: readonly Expression[]): readonly Expression[] {
  if (first === undefined) return [];
  if (constant === undefined) return [first, ...others];
  return [first, { kind: "literal", literal: { kind: "string", value: constant } }, ...others];
}

/** What the name of a time zone means differs from machine to machine. */
function checkZone(zone: Expression | undefined): void {
  const text = zone?.kind === "literal" && zone.literal.kind === "string" ? zone.literal.value : "";
  if (!/^(UTC|[+-]?([01]\d|2[0-3]):[0-5]\d)$/.test(text))
    invalid(
      'a time zone must be a literal offset such as "+02:00", or "UTC"; names are outside the expressions, write a function',
    );
}

function collectionCall(name: string, operands: readonly Typed[]): Typed | undefined {
  return Object.hasOwn(collectionOperations, name) ? collectionOperations[name]?.(operands) : undefined;
}

function outside(name: string, operands: readonly Typed[]): never {
  const types = operands.map(({ type }) => typeText(type));
  const on = types.length === 0 ? "" : ` on ${types.join(" and ")}`;
  return invalid(`${name}${on} is outside the expressions; write a function`);
}

function checkChoice([test, yes, no]: readonly Typed[], scope: Scope): Typed {
  if (test === undefined || yes === undefined || no === undefined) return invalid("it is incomplete");
  const condition = requireValue(test, scope);
  if (condition.type.kind !== "bool") return invalid(`the condition gives ${typeText(test.type)}, not bool`);
  const type = unify(yes.type, no.type);
  if (type === undefined) return invalid(`its branches give ${typeText(yes.type)} and ${typeText(no.type)}`);
  return { tree: { kind: "if", test: condition.tree, yes: yes.tree, no: no.tree }, type };
}

function nameOf(name: string, target?: Node): string {
  const before = target?.exprKind.case === "identExpr" ? `${target.exprKind.value.name}.` : "";
  if (/^[a-z]/i.test(name)) return `${before}${name}()`;
  return `the operator ${name === "@in" ? "in" : name.replaceAll("_", "")}`;
}
