/** Everything that this package throws: code -> message template; `{}` takes the details in order. */
const ERRORS = {
  EVENT_DEFINITION_INVALID: "event {}: {}",
  LINEAGE_INVALID: "lineage {}: {}",
  EVENT_INVALID: "{} was not published: {}",
  EVENT_TOO_LARGE: "{} was not published: it is {} bytes, allowed are {}",
  ENVELOPE_INVALID: "envelope of {}: {}",
  CONSUMER_INVALID: "consumer {}: {}",
  BUS_FULL: "topic {}: {} messages wait for group {}; nothing more is accepted until it catches up",
  HANDLER_ENDED: "{} was not published: its handler has already returned; await what it starts",
  INBOX_BUSY: "the inbox waited {} ms for another process to end its transaction; keep handlers short",
} as const;

/** A code of this package's error table. */
export type RuntimeErrorCode = keyof typeof ERRORS;

/** What this package throws; `code` is stable, the message is for people. */
export class RuntimeError extends Error {
  override readonly name = "RuntimeError";
  readonly code: RuntimeErrorCode;

  constructor(code: RuntimeErrorCode, details: readonly (string | number)[], options?: ErrorOptions) {
    let next = 0;
    super(
      ERRORS[code].replaceAll("{}", () => String(details[next++] ?? "")),
      options,
    );
    this.code = code;
  }
}

/** Tells whether a thrown value is a RuntimeError, of whichever copy of this package. */
export function isRuntimeError(thrown: unknown): thrown is RuntimeError {
  return thrown instanceof Error && thrown.name === "RuntimeError" && "code" in thrown;
}
