import type { Printable } from "@bufbuild/protoplugin";
import type { Expression, FieldRef, Unset } from "@postel/model";
import { access, maybeAccess } from "../names/property.ts";
import { printLiteral } from "../print/print-literal.ts";
import type { ExpressionContext } from "./expression-context.ts";
import { printTypedMessage } from "./print-message.ts";

type Print = (tree: Expression, context: ExpressionContext) => Printable;

/** Prints the value of a field, or what stands for it where the field or the message around it is absent. */
export function printRead(
  { of, field, unset }: Extract<Expression, { kind: "field" }>,
  context: ExpressionContext,
  print: Print,
): Printable {
  const absent = mayBeAbsent(of);
  const value = rawRead(of, print(of, context), field, absent);
  if (!absent && field.oneof === undefined && field.presence === "implicit") return value;
  if (unset.kind === "undefined") return value;
  return ["(", value, " ?? ", printUnset(unset, context, print), ")"];
}

/** Prints whether a field is set: not absent, and not zero where that is all that tells. */
export function printHas(
  has: Extract<Expression, { kind: "has" }>,
  context: ExpressionContext,
  print: Print,
): Printable {
  const { of, field } = has;
  const absent = mayBeAbsent(of);
  const message = print(of, context);
  if (has.own === true) return printOwn([message, absent ? " ?? {}" : ""], field, context);
  if (field.oneof === undefined && field.presence === "implicit")
    return differsFromZero(field, rawRead(of, message, field, absent), absent, context);
  const test = isThere(message, field, absent);
  return context.careful === true ? [context.ref.own("Boolean"), "(", test, ")"] : test;
}

function isThere(message: Printable, { localName, oneof }: FieldRef, absent: boolean): Printable {
  const read = absent ? maybeAccess : access;
  if (oneof === undefined) return [message, read(localName), " !== undefined"];
  return [message, read(oneof.localName), `.case === ${JSON.stringify(localName)}`];
}

function printOwn(message: Printable, { localName }: FieldRef, { ref }: ExpressionContext): Printable {
  return [ref.own("Object"), ".hasOwn(", message, `, ${JSON.stringify(localName)})`];
}

function rawRead(of: Expression, message: Printable, field: FieldRef, absent: boolean): Printable {
  const read = absent ? maybeAccess : access;
  if (field.oneof === undefined) return [message, read(field.localName)];
  if (isReference(of)) return readCase(message, field, absent);
  return ["((message) => ", readCase("message", field, absent), ")(", message, ")"];
}

function readCase(message: Printable, field: FieldRef, absent: boolean): Printable {
  const name = field.oneof?.localName ?? "";
  return ["(", isThere(message, field, absent), " ? ", message, access(name), ".value : undefined)"];
}

/** TypeScript sees which case is set only through names and properties. */
function isReference(tree: Expression): boolean {
  if (tree.kind !== "field") return tree.kind === "old" || tree.kind === "variable";
  return tree.unset.kind === "undefined" && tree.field.oneof === undefined && isReference(tree.of);
}

function mayBeAbsent(tree: Expression): boolean {
  if (tree.kind === "field") return tree.unset.kind === "undefined";
  if (tree.kind === "if") return mayBeAbsent(tree.yes) || mayBeAbsent(tree.no);
  return tree.kind === "literal" && tree.literal.kind === "null";
}

function printUnset(unset: Exclude<Unset, { kind: "undefined" }>, context: ExpressionContext, print: Print): Printable {
  switch (unset.kind) {
    case "empty-list":
      return "[]";
    case "empty-map":
      return "{}";
    case "literal":
      return printLiteral(unset.literal, context.ref);
    case "message":
      return printTypedMessage(unset, context, print);
  }
}

function differsFromZero({ type }: FieldRef, value: Printable, absent: boolean, { ref }: ExpressionContext): Printable {
  const or = (zero: string) => (absent ? ["(", value, ` ?? ${zero})`] : value);
  if (type.kind === "list") return [or("[]"), ".length > 0"];
  if (type.kind === "map") return ["Object.keys(", or("{}"), ").length > 0"];
  if (type.kind !== "scalar") return [or("0"), " !== 0"];
  if (type.scalar === "bool") return absent ? [value, " === true"] : value;
  if (type.scalar === "bytes") return absent ? ["(", value, "?.length ?? 0) > 0"] : [value, ".length > 0"];
  // Minus zero is no default.
  if (type.scalar === "double" || type.scalar === "float") return ["!", ref.own("Object"), ".is(", or("0"), ", 0)"];
  const zero = zeroOf(type.scalar, type.longAsString === true);
  return [or(zero), ` !== ${zero}`];
}

function zeroOf(scalar: string, longAsString: boolean): string {
  if (scalar === "string") return '""';
  if (!scalar.endsWith("64")) return "0";
  return longAsString ? '"0"' : "0n";
}
