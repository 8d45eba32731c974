import type { Expression, ExpressionType } from "../expression.ts";

/** A checked expression and its type. */
export interface Typed {
  readonly tree: Expression;
  readonly type: ExpressionType;
}

/** Why an expression cannot be used; thrown inside this folder, a value outside it. */
export class InvalidExpression extends Error {
  override readonly name = "InvalidExpression";
}

/** Ends the check with a reason in words. */
export function invalid(reason: string): never {
  throw new InvalidExpression(reason);
}

/** A type in words, such as `list of string`. */
export function typeText(type: ExpressionType): string {
  switch (type.kind) {
    case "enum":
      return `enum ${type.enum}`;
    case "message":
      return `message ${type.message}`;
    case "list":
      return `list of ${typeText(type.element)}`;
    case "map":
      return `map from ${typeText(type.key)} to ${typeText(type.value)}`;
    case "nullable":
      return `${typeText(type.of)} or null`;
    default:
      return type.kind;
  }
}
