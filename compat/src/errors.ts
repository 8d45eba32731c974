/** Everything that @postel/compat throws: what happened and what to do about it; `{name}` stands for a value. */
export const errors = {
  DUPLICATE_FILE: "{path}: the descriptor set holds this file twice. Build the set again from one source.",
  UNREADABLE_FILE: "{path}: the encoded descriptor cannot be read. The image is damaged or cut short: build it again.",
  UNKNOWN_RULE: '"{id}" is not a known rule or category ID',
  NO_RULES_LEFT: "breaking configuration: {file} excepts every rule that it uses, so nothing would be checked",
  BAD_CONFIG: "breaking configuration: {problem}",
  BAD_ACCEPTED_BREAK: "accepted breaks: entry {index}: {problem}",
} as const;

/** One of the error codes of this package. */
export type CompatErrorCode = keyof typeof errors;

/** Thrown for input that cannot be used; the message is complete. */
export class CompatError extends Error {
  override readonly name = "CompatError";
  readonly code: CompatErrorCode;

  constructor(code: CompatErrorCode, values: Readonly<Record<string, string>>, cause?: unknown) {
    const message = errors[code].replace(/\{(\w+)\}/g, (hole, name: string) => values[name] ?? hole);
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** Recognises a CompatError by name, so that two copies of the package still agree. */
export function isCompatError(error: unknown): error is CompatError {
  return error instanceof Error && error.name === "CompatError";
}
