/** What the Confluent registry calls a change, and whether it takes it as compatible. */
export const DIFFERENCES = {
  PACKAGE_CHANGED: false,
  MESSAGE_ADDED: true,
  MESSAGE_REMOVED: false,
  MESSAGE_MOVED: true,
  ENUM_ADDED: true,
  ENUM_REMOVED: true,
  ENUM_CONST_ADDED: true,
  ENUM_CONST_CHANGED: true,
  ENUM_CONST_REMOVED: true,
  FIELD_ADDED: true,
  FIELD_REMOVED: true,
  FIELD_NAME_CHANGED: true,
  FIELD_KIND_CHANGED: false,
  FIELD_SCALAR_KIND_CHANGED: false,
  FIELD_NAMED_TYPE_CHANGED: false,
  FIELD_NUMERIC_LABEL_CHANGED: false,
  FIELD_STRING_OR_BYTES_LABEL_CHANGED: true,
  REQUIRED_FIELD_ADDED: false,
  REQUIRED_FIELD_REMOVED: false,
  ONEOF_ADDED: true,
  ONEOF_REMOVED: true,
  ONEOF_FIELD_ADDED: true,
  ONEOF_FIELD_REMOVED: false,
  ONEOF_FIELD_MOVED_TO_TOP_LEVEL: true,
  MULTIPLE_FIELDS_MOVED_TO_ONEOF: false,
  FIELD_MOVED_TO_EXISTING_ONEOF: false,
} as const satisfies Record<string, boolean>;

/** Name of a kind of change. */
export type DifferenceType = keyof typeof DIFFERENCES;

/** One change; the path is made of names and field numbers, such as `#/OrderPlaced/7`. */
export interface Difference {
  readonly type: DifferenceType;
  readonly path: string;
}

/** Tells whether a change is one that the Confluent registry takes as compatible. */
export function isCompatible({ type }: Difference): boolean {
  return DIFFERENCES[type];
}
