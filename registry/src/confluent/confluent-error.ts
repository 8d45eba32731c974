/** The Confluent registry's error codes: the HTTP status is their first three digits. Clients match on some of the texts. */
const confluentErrors = {
  40401: "Subject '{subject}' not found.",
  40402: "Version {version} not found.",
  40403: "Schema{id} not found",
  40404: "Subject '{subject}' was soft deleted.Set permanent=true to delete permanently",
  40405: "Subject '{subject}' was not deleted first before being permanently deleted",
  40406: "Subject '{subject}' Version {version} was soft deleted.Set permanent=true to delete permanently",
  40407: "Subject '{subject}' Version {version} was not deleted first before being permanently deleted",
  40408: "Subject '{subject}' does not have subject-level compatibility configured",
  40409: "Subject '{subject}' does not have subject-level mode configured",
  40901: 'Schema being registered is incompatible with an earlier schema for subject "{subject}", details: {details}',
  42201: "Invalid schema: {reason}",
  42202:
    "The specified version '{version}' is not a valid version id. Allowed values are between [1, 2^31-1] and the string \"latest\"",
  42203:
    "Invalid compatibility level. Valid values are none, backward, forward, full, backward_transitive, forward_transitive, and full_transitive",
  42204: "Invalid mode. Valid values are READWRITE, READONLY, READONLY_OVERRIDE, IMPORT, FORWARD",
  42205: "{reason}",
  42206: "One or more references exist to the schema {magic=1,keytype=SCHEMA,subject={subject},version={version}}.",
  42207: "Schema with id {id} does not match: another schema has it",
  42208: "The specified subject '{subject}' is not a valid subject.",
  42209: "Schema is too large: {size} bytes, more than {limit}",
  42210: "Invalid context name '{context}': use a dot and then letters, digits, _ or -",
  42211: "The specified context '{context}' is not empty.",
  50001: "The registry's store failed; its log says why",
} as const;

/** A code of the table. */
export type ConfluentCode = keyof typeof confluentErrors;

/** An answer that is an error of the Confluent protocol. */
export class ConfluentError extends Error {
  override readonly name = "ConfluentError";
  readonly code: ConfluentCode;

  constructor(code: ConfluentCode, values: Readonly<Record<string, string | number>> = {}) {
    super(confluentErrors[code].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)));
    this.code = code;
  }
}

/** Says that there is no schema, of this id or guid if one was asked for. */
export function schemaNotFound(id: string | number = ""): ConfluentError {
  return new ConfluentError(40403, { id: id === "" ? "" : ` ${id}` });
}

/** Tells whether a thrown value is a ConfluentError. */
export function isConfluentError(value: unknown): value is ConfluentError {
  return value instanceof Error && value.name === "ConfluentError" && "code" in value;
}
