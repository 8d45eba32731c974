import type { Expression } from "./expression.ts";
import type { FieldRef, Literal, OneofRef } from "./field-ref.ts";
import type { ModelProblem } from "./problem.ts";

/**
 * How one message becomes another one step away in its lineage, as data: names and numbers only, JSON as it stands.
 * Code is printed from it, the registry serves it and the UI draws it.
 */
export interface StepPlan {
  /** Full name of the source message, such as `shop.orders.v1.OrderPlaced`. */
  readonly from: string;
  /** Full name of the target message. */
  readonly to: string;
  readonly direction: "up" | "down";
  /** Every message pair that the step needs, the events themselves first; each pair once, so recursion is finite. */
  readonly pairs: readonly PairPlan[];
  /** Every enum pair that the step needs; each once. */
  readonly enums: readonly EnumPlan[];
  /** What the source can hold and the target cannot, as paths from the source message. */
  readonly lost: readonly LostPath[];
  /** Annotations that cannot be followed, such as an expression that does not type-check. Their fields are unresolved. */
  readonly problems: readonly ModelProblem[];
}

/** How one message becomes another, whichever events it is part of. Becomes one function. */
export interface PairPlan {
  readonly from: string;
  readonly to: string;
  /** One entry per member of the target message, in the order of the .proto file. */
  readonly fields: readonly MemberPlan[];
  /** Fields of the source that nothing in this pair reads. */
  readonly lost: readonly LostField[];
}

/** Where one member (a field, or a oneof as one unit) of the target comes from. */
export type MemberPlan =
  | { readonly kind: "field"; readonly field: FieldRef; readonly origin: FieldOrigin }
  | { readonly kind: "oneof"; readonly oneof: OneofRef; readonly origin: OneofOrigin };

/** Where the value of a field comes from. */
export type FieldOrigin = CopyOrigin | ExpressionOrigin | ConstantOrigin | UnsetOrigin | UnresolvedOrigin;

/** Where the value of a oneof comes from. */
export type OneofOrigin = CasesOrigin | UnsetOrigin | UnresolvedOrigin;

/** The value of one source field, converted. */
export interface CopyOrigin {
  readonly kind: "copy";
  readonly source: FieldRef;
  readonly via: "name" | "renamed_from";
  readonly presence: PresenceRule;
  readonly conversion: Conversion;
}

/**
 * What an unset source field does.
 * - `always`: it cannot be unset; the value is converted and the target is set, zero included.
 * - `if-set`: unset stays unset (or an empty list).
 * - `default`: unset is read as `value`, the source's declared default, before the conversion.
 */
export type PresenceRule =
  | { readonly kind: "always" }
  | { readonly kind: "if-set" }
  | { readonly kind: "default"; readonly value: Literal };

/**
 * The value of an expression over the source message, already of the target's type.
 * When `nullable`, the result null leaves the target unset.
 */
export interface ExpressionOrigin {
  readonly kind: "expression";
  readonly text: string;
  readonly tree: Expression;
  readonly nullable: boolean;
}

/** A fixed value: the `*_UNSPECIFIED` zero of a new enum, or what `upcast: "default"` asks for. */
export interface ConstantOrigin {
  readonly kind: "zero" | "default";
  readonly value: Literal;
}

/** Nothing: an absent field, an empty list or map, a oneof without a case. */
export interface UnsetOrigin {
  readonly kind: "unset";
}

/** The model cannot know; a person writes a function. */
export interface UnresolvedOrigin {
  readonly kind: "unresolved";
  readonly code: UnresolvedCode;
  /** One sentence for the person, such as `shipping_address was a string and is a message shop.orders.v2.Address`. */
  readonly reason: string;
  /** Ways out, best first; each is a sentence that may contain the text to write. */
  readonly remedies: readonly string[];
  /** The source fields that the function will most likely read. */
  readonly candidates: readonly FieldRef[];
}

/** Why a member is unresolved. */
export type UnresolvedCode =
  /** New, and a rule or `required` says that it must be set. */
  | "no-source"
  /** New, and its zero could be taken for a value. */
  | "new-scalar"
  | "not-assignable"
  | "enum-values"
  | "oneof-cases"
  | "oneof-merge"
  | "may-be-unset"
  | "unpaired-message"
  | "bad-rename"
  | "bad-expression";

/**
 * The cases of a oneof, tried in order: the first that gives a value is the one that is set. A copied case gives a
 * value when its source is set (see its presence rule), an expression when it is not null.
 */
export interface CasesOrigin {
  readonly kind: "cases";
  /** Set when every case is copied from this one oneof of the source, so that a switch will do. */
  readonly source?: OneofRef;
  readonly cases: readonly OneofCasePlan[];
}

/** How one case of the target's oneof comes about. */
export interface OneofCasePlan {
  readonly field: FieldRef;
  readonly origin: CopyOrigin | ExpressionOrigin;
}

/** How one value becomes another; all but `identity`, `list`, `wrap` and `map` name what they do. */
export type Conversion =
  /** The same TypeScript value. Lists, maps, bytes and messages may be shared, not copied. */
  | { readonly kind: "identity" }
  | { readonly kind: "scalar"; readonly name: ScalarConversion }
  /** The number of an enum value; a number that is not in `numbers` is unmappable. */
  | { readonly kind: "enum-number"; readonly enum: string; readonly numbers: readonly number[] }
  /** Through the EnumPlan of this pair. */
  | { readonly kind: "enum"; readonly from: string; readonly to: string }
  /** Through the PairPlan of this pair. */
  | { readonly kind: "message"; readonly from: string; readonly to: string }
  /** Each element. */
  | { readonly kind: "list"; readonly element: Conversion }
  /** The value of a wrapper, such as google.protobuf.StringValue, that is held as a message. */
  | { readonly kind: "unwrap"; readonly value: Conversion }
  /** A value into a wrapper of it, such as google.protobuf.StringValue, where that is held as a message. */
  | { readonly kind: "box"; readonly message: string; readonly value: Conversion }
  /** One value into a list of one. */
  | { readonly kind: "wrap"; readonly element: Conversion }
  /** Each value; the keys stay. */
  | { readonly kind: "map"; readonly value: Conversion };

/** Conversions between TypeScript forms of scalars; `long-string` is a 64-bit integer held as decimal text. */
export type ScalarConversion =
  | "number-to-bigint"
  | "number-to-long-string"
  | "bigint-to-long-string"
  | "long-string-to-bigint"
  | "string-to-bytes";

/** How the values of one enum become those of another: by name, never by number. */
export interface EnumPlan {
  readonly from: string;
  readonly to: string;
  /** One entry per number of the source; every other number is unmappable, it is never carried over. */
  readonly values: readonly EnumValuePlan[];
}

/** One number of the source enum and what it becomes. */
export interface EnumValuePlan {
  readonly number: number;
  /** Names of the number in the source; more than one where the enum has aliases. */
  readonly names: readonly string[];
  readonly to: { readonly number: number; readonly name: string };
  readonly via: "name" | "becomes";
}

/** A field of the source that nothing reads. */
export interface LostField {
  readonly field: FieldRef;
  /** False when the pair has an unresolved member: its function gets the whole source and may read the field. */
  readonly certain: boolean;
  /** The target's field that it probably became: a new name, or a path such as `address.city`. A guess for people to read. */
  readonly renamedTo?: string;
}

/** A place in the source message whose value is lost in this step. */
export interface LostPath {
  /** Field names from the source message, such as `lines.weight`. */
  readonly path: string;
  readonly certain: boolean;
  /** True when the event's `drops` names it: lost knowingly. */
  readonly declared: boolean;
}
