import type { Difference } from "@postel/compat";

/** The Confluent registry's words for what it takes as incompatible; of two schemas, `this` reads what `that` wrote. */
const SENTENCES: Partial<Record<Difference["type"], string>> = {
  PACKAGE_CHANGED: "The package at '{path}' in the {this} schema does not match the package in the {that} schema",
  MESSAGE_REMOVED: "The {this} schema is missing a MESSAGE type at path '{path}' in the {that} schema",
  FIELD_KIND_CHANGED: "The type of a field at path '{path}' in the {this} schema does not match the {that} schema",
  FIELD_SCALAR_KIND_CHANGED:
    "The kind of a SCALAR field at path '{path}' in the {this} schema does not match its kind in the {that} schema",
  FIELD_NAMED_TYPE_CHANGED:
    "The type of a MESSAGE field at path '{path}' in the {this} schema does not match its type in the {that} schema",
  FIELD_NUMERIC_LABEL_CHANGED:
    "The label for a NUMERIC field at path '{path}' in the {this} schema does not match its label in the {that} schema",
  REQUIRED_FIELD_ADDED: "A required field  at path '{path}' in the {this} schema is missing in the {that} schema",
  REQUIRED_FIELD_REMOVED: "The {this} schema is missing a required field at path: '{path}' in the {that} schema",
  ONEOF_FIELD_REMOVED: "The {this} schema is missing a oneof field at path '{path}' in the {that} schema",
  MULTIPLE_FIELDS_MOVED_TO_ONEOF:
    "Multiple fields in the oneof at path '{path}' in the {this} schema are outside a oneof in the {that} schema",
  FIELD_MOVED_TO_EXISTING_ONEOF:
    "A field in the oneof at path '{path}' in the {this} schema is outside an existing oneof in the {that} schema",
};

/** Says what does not fit as clients of the Confluent registry know it; `reader` is the schema that would read. */
export function describeDifference({ type, path }: Difference, reader: "new" | "old"): string {
  const values: Record<string, string> = { path, this: reader, that: reader === "new" ? "old" : "new" };
  const sentence = (SENTENCES[type] ?? "").replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
  return `{errorType:"${type}", description:"${sentence}"}`;
}
