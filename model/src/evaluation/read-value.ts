import type { FieldRef } from "../field-ref.ts";

/** The members of a message, or of a map, as protobuf-es holds them. */
export type Members = Readonly<Record<string, unknown>>;

/** The value of a field; undefined, or the default of a proto2 or editions message, where it is unset. */
export function readValue(message: Members, field: FieldRef): unknown {
  if (field.oneof === undefined) return message[field.localName];
  const chosen = message[field.oneof.localName] as { readonly case?: string; readonly value?: unknown };
  return chosen.case === field.localName ? chosen.value : undefined;
}

/** Whether a field that says so itself is set; `own` where the message's prototype holds the defaults. */
export function isSet(message: Members, field: FieldRef, own: boolean): boolean {
  const hidden = own && field.oneof === undefined && field.type.kind !== "message";
  return hidden ? Object.hasOwn(message, field.localName) : readValue(message, field) !== undefined;
}

/** Whether a field without presence differs from zero. */
export function differsFromZero(value: unknown, type: FieldRef["type"]): boolean {
  if (typeof value === "object" && value !== null)
    return (type.kind === "map" ? Object.keys(value) : (value as ArrayLike<unknown>)).length > 0;
  // Minus zero is no default.
  return ![undefined, "", "0", 0, 0n, false].some((zero) => Object.is(zero, value));
}
