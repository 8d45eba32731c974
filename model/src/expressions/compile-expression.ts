import { parse } from "@bufbuild/cel";
import type { DescField, DescFile, DescMessage } from "@bufbuild/protobuf";
import type { Expression } from "../expression.ts";
import { checkExpression } from "./check-expression.ts";
import { coerce } from "./coerce.ts";
import type { Node, Scope } from "./scope.ts";
import { InvalidExpression } from "./typed.ts";

/** A type-checked expression, or why it cannot be used. */
export type CompiledExpression =
  | { readonly kind: "compiled"; readonly tree: Expression; readonly nullable: boolean }
  | { readonly kind: "invalid"; readonly reason: string };

const MOST_CHARACTERS = 4096;
const MOST_DEPTH = 64;
const MOST_LOOPS = 3;

/** Parses an expression over `old`, checks it against both descriptors, and gives it the target field's form. */
export function compileExpression(text: string, source: DescMessage, target: DescField): CompiledExpression {
  if (text.length > MOST_CHARACTERS)
    return { kind: "invalid", reason: `it is longer than ${MOST_CHARACTERS} characters` };
  try {
    return {
      kind: "compiled",
      ...coerce(checkExpression(parseNode(text), scopeOf(source, target.parent.file)), target),
    };
  } catch (error) {
    if (error instanceof InvalidExpression) return { kind: "invalid", reason: error.message };
    throw error;
  }
}

/** What an expression over a message can name, read as if it stood in a file. */
export function scopeOf(source: DescMessage, file: DescFile): Scope {
  return { source, file, variables: new Map(), depth: MOST_DEPTH, loops: MOST_LOOPS };
}

/** Parses an expression. Throws InvalidExpression. */
export function parseNode(text: string): Node {
  try {
    return parse(text).expr;
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^<input>:/, "") : String(error);
    throw new InvalidExpression(`syntax error at ${why}`);
  }
}
