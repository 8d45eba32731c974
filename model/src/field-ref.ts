/** A Protobuf scalar type, by its name in a .proto file. */
export type ScalarName =
  | "double"
  | "float"
  | "int32"
  | "int64"
  | "uint32"
  | "uint64"
  | "sint32"
  | "sint64"
  | "fixed32"
  | "fixed64"
  | "sfixed32"
  | "sfixed64"
  | "bool"
  | "string"
  | "bytes";

/** The type of one value; `longAsString` marks a 64-bit integer that protobuf-es holds as a string (`jstype = JS_STRING`). */
export type ValueType =
  | { readonly kind: "scalar"; readonly scalar: ScalarName; readonly longAsString?: true }
  | { readonly kind: "enum"; readonly enum: string }
  | { readonly kind: "message"; readonly message: string };

/** The type of a field. */
export type FieldType =
  | ValueType
  | { readonly kind: "list"; readonly element: ValueType }
  | { readonly kind: "map"; readonly key: ScalarName; readonly value: ValueType };

/**
 * How a field says that it is set: `implicit` fields always have a value, `explicit` ones may be unset,
 * `required` ones must be set (proto2). Lists and maps are `implicit`: they are empty, never unset.
 */
export type Presence = "implicit" | "explicit" | "required";

/** Names one field of a message in every spelling that a reader of a plan needs. */
export interface FieldRef {
  /** Name in the .proto file, such as `order_id`. */
  readonly name: string;
  readonly number: number;
  /** Property that protobuf-es gives it, such as `orderId`; for a oneof's case, the value of `case`. */
  readonly localName: string;
  readonly type: FieldType;
  readonly presence: Presence;
  /** The oneof that it is a case of. */
  readonly oneof?: OneofRef;
}

/** Names one oneof of a message. */
export interface OneofRef {
  readonly name: string;
  /** Property that protobuf-es gives it; holds `{ case, value }`. */
  readonly localName: string;
}

/**
 * A constant in the form that protobuf-es gives the value: enums and 32-bit integers are numbers,
 * 64-bit integers are bigints (here as decimal text), bytes are base64.
 */
export type Literal =
  | { readonly kind: "null" }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "number"; readonly value: number | "NaN" | "Infinity" | "-Infinity" | "-0" }
  | { readonly kind: "bigint"; readonly value: string }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "bytes"; readonly base64: string };
