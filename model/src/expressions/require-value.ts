import type { Expression } from "../expression.ts";
import { messageSeenBy } from "./names-in-scope.ts";
import { newMessage } from "./new-message.ts";
import type { Scope } from "./scope.ts";
import { invalid, type Typed } from "./typed.ts";
import { refuseDynamic } from "./value-types.ts";

/** Makes a value that may be null one that may not: an unset message is read as an empty one, as CEL has it; null fails at run time. */
export function requireValue(value: Typed, scope: Scope): Typed {
  if (value.type.kind === "null") return invalid("null is given where a value is needed");
  const { tree, type } = fillUnset(value, scope);
  return type.kind === "nullable"
    ? { tree: { kind: "call", op: "required", args: [tree] }, type: type.of }
    : { tree, type };
}

/** Makes a value part of a list or map, which hold no null; `where` says whose. */
export function partOf(value: Typed, scope: Scope, where: string): Typed {
  const filled = fillUnset(value, scope);
  const nothing = filled.type.kind === "null" || filled.type.kind === "nullable";
  return nothing ? invalid(`${where} is given a value that may be null; choose another with ? :`) : filled;
}

/** Reads an unset message as an empty one; what else may be null stays so. */
export function fillUnset({ tree, type }: Typed, scope: Scope): Typed {
  if (type.kind === "message") refuseDynamic(type.message, "it");
  if (type.kind !== "nullable") return { tree, type };
  if (type.of.kind === "message") refuseDynamic(type.of.message, "it");
  const filled = fill(tree, scope);
  return { tree: filled, type: canBeNull(filled) ? type : type.of };
}

/** Reads unset messages as empty ones. */
function fill(tree: Expression, scope: Scope): Expression {
  if (tree.kind === "if") return { ...tree, yes: fill(tree.yes, scope), no: fill(tree.no, scope) };
  if (tree.kind !== "field" || tree.unset.kind !== "undefined" || tree.field.type.kind !== "message") return tree;
  const message =
    messageSeenBy(scope.source.file, tree.field.type.message) ?? messageSeenBy(scope.file, tree.field.type.message);
  if (message === undefined || isWrapper(message.typeName)) return tree;
  return { ...tree, unset: newMessage(message, new Map()) };
}

function isWrapper(typeName: string): boolean {
  return /^google\.protobuf\.(Bool|Bytes|String|Double|Float|U?Int(32|64))Value$/.test(typeName);
}

function canBeNull(tree: Expression): boolean {
  if (tree.kind === "if") return canBeNull(tree.yes) || canBeNull(tree.no);
  if (tree.kind === "field") return tree.unset.kind === "undefined";
  return (
    (tree.kind === "literal" && tree.literal.kind === "null") || (tree.kind === "call" && /-or-null$/.test(tree.op))
  );
}
