import type { FieldRef, Literal, OneofRef } from "./field-ref.ts";

/**
 * The type of an expression. Enums keep their name: a value of one enum is never taken for a value of another.
 * `nullable` marks a value that may be null; a list of `null` is an empty one, whose elements may be of any type.
 */
export type ExpressionType =
  | { readonly kind: "bool" | "int" | "uint" | "double" | "string" | "bytes" | "null" | "timestamp" | "duration" }
  | { readonly kind: "enum"; readonly enum: string }
  | { readonly kind: "message"; readonly message: string }
  | { readonly kind: "list"; readonly element: ExpressionType }
  | { readonly kind: "map"; readonly key: ExpressionType; readonly value: ExpressionType }
  | { readonly kind: "nullable"; readonly of: ExpressionType };

/**
 * A type-checked expression over the source message `old`, as data. Values have the form that protobuf-es gives them,
 * except that `int` and `uint` are always bigints; operators and functions are calls of the operation `op`.
 */
export type Expression =
  | { readonly kind: "old" }
  /** A value bound by an enclosing loop. */
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "literal"; readonly literal: Literal }
  /** A field of a message; `unset` is its value where the field, or the message itself, is absent. */
  | { readonly kind: "field"; readonly of: Expression; readonly field: FieldRef; readonly unset: Unset }
  /** Whether a field is set; for implicit presence, whether it differs from zero. `own`: its default is in a prototype, so that only an own property tells. */
  | { readonly kind: "has"; readonly of: Expression; readonly field: FieldRef; readonly own?: true }
  | { readonly kind: "call"; readonly op: string; readonly args: readonly Expression[] }
  | { readonly kind: "if"; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: "list"; readonly elements: readonly Expression[] }
  | { readonly kind: "map"; readonly entries: readonly (readonly [Expression, Expression])[] }
  | MessageExpression
  /** A macro over a list; `map-values` changes the values of a map. */
  | {
      readonly kind: "loop";
      readonly macro: "all" | "exists" | "exists_one" | "map" | "filter" | "map-values";
      readonly over: Expression;
      readonly variable: string;
      readonly body: Expression;
    };

/** What reading an absent field gives. `message`: an empty message of the field's type. */
export type Unset =
  | { readonly kind: "literal"; readonly literal: Literal }
  | { readonly kind: "undefined" }
  | { readonly kind: "empty-list" | "empty-map" }
  | MessageExpression;

/** A new message; members that are not listed are unset. */
export interface MessageExpression {
  readonly kind: "message";
  readonly message: string;
  /** True when a plain object with `$typeName` will do; false when protobuf-es needs `create` (proto2, editions). */
  readonly plain: boolean;
  readonly members: readonly MessageMember[];
}

/** One member of a new message. */
export type MessageMember =
  | { readonly kind: "field"; readonly field: FieldRef; readonly value: Expression; readonly nullable: boolean }
  | { readonly kind: "empty-list" | "empty-map"; readonly localName: string }
  | { readonly kind: "no-case"; readonly oneof: OneofRef };
