import { parse } from "@bufbuild/cel";
import type { DescField, DescFile, DescMessage } from "@bufbuild/protobuf";
import type { Expression, ExpressionType } from "../expression.ts";
import { checkExpression } from "./check-expression.ts";
import { coerce } from "./coerce.ts";
import { fillUnset } from "./require-value.ts";
import type { Node, Scope } from "./scope.ts";
import { InvalidExpression, invalid, type Typed } from "./typed.ts";

/** A type-checked expression, or why it cannot be used. */
export type CompiledExpression =
  | { readonly kind: "compiled"; readonly tree: Expression; readonly nullable: boolean }
  | { readonly kind: "invalid"; readonly reason: string };

/** Parses an expression over `old`, checks it against both descriptors, and gives it the target field's form. */
export function compileExpression(text: string, source: DescMessage, target: DescField): CompiledExpression {
  return orInvalid(() => ({
    kind: "compiled",
    ...coerce(check(text, { old: source, file: target.parent.file }), target),
  }));
}

/** A type-checked expression with its type, or why it cannot be used. */
export type TypedExpression =
  | { readonly kind: "typed"; readonly tree: Expression; readonly type: ExpressionType }
  | { readonly kind: "invalid"; readonly reason: string };

/** What an expression can name: the message `old`, the types that a file sees, and variables if there are any. */
export interface ExpressionNames {
  readonly old: DescMessage;
  readonly file: DescFile;
  readonly variables?: ReadonlyMap<string, ExpressionType>;
}

/** Parses an expression and checks it, for whatever its value is used; an unset message is read as an empty one. */
export function typeExpression(text: string, names: ExpressionNames): TypedExpression {
  return orInvalid(() => ({ kind: "typed", ...fillUnset(check(text, names), scopeOf(names)) }));
}

function orInvalid<T>(run: () => T): T | { readonly kind: "invalid"; readonly reason: string } {
  try {
    return run();
  } catch (error) {
    if (error instanceof InvalidExpression) return { kind: "invalid", reason: error.message };
    throw error;
  }
}

const MOST_CHARACTERS = 4096;
const MOST_DEPTH = 64;
const MOST_LOOPS = 3;

function check(text: string, names: ExpressionNames): Typed {
  if (text.length > MOST_CHARACTERS) return invalid(`it is longer than ${MOST_CHARACTERS} characters`);
  return checkExpression(parseNode(text), scopeOf(names));
}

function scopeOf({ old, file, variables = new Map() }: ExpressionNames): Scope {
  return { source: old, file, variables, depth: MOST_DEPTH, loops: MOST_LOOPS };
}

function parseNode(text: string): Node {
  try {
    return parse(text).expr;
  } catch (error) {
    if (error instanceof RangeError) return invalid("it is nested too deeply");
    const why = error instanceof Error ? error.message.replace(/^<input>:/, "") : String(error);
    return invalid(`syntax error at ${why}`);
  }
}
