import type { FieldRef } from "@postel/model";
import { access } from "../names/property.ts";

/** Code that reads one field of `old`. */
export interface SourceCode {
  /** The value, where the field is known to be set. */
  readonly value: string;
  /** The value, or undefined (or the prototype's default) where it is not set. */
  readonly orUnset: string;
  /** Whether it is set; meaningless for implicit presence. */
  readonly isSet: string;
}

/** Reads a field of the source message. */
export function readSource(field: FieldRef, sourceUsesPrototype: boolean): SourceCode {
  if (field.oneof !== undefined) return readCase(field, `old${access(field.oneof.localName)}`);
  const value = `old${access(field.localName)}`;
  const own = sourceUsesPrototype && field.type.kind !== "message";
  return {
    value,
    orUnset: value,
    isSet: own ? `Object.hasOwn(old, ${JSON.stringify(field.localName)})` : `${value} !== undefined`,
  };
}

function readCase(field: FieldRef, oneof: string): SourceCode {
  const isSet = `${oneof}.case === ${JSON.stringify(field.localName)}`;
  return { value: `${oneof}.value`, orUnset: `(${isSet} ? ${oneof}.value : undefined)`, isSet };
}
