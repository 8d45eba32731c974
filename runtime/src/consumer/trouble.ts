import type { DecodeOutcome } from "../decode/decode.ts";
import type { ParkReason } from "../port/dead-letters.ts";

/** Why a message cannot be handled. */
export interface Trouble {
  readonly reason: ParkReason;
  /** For people. */
  readonly error: string;
}

/** Most characters of an error that a letter keeps. */
const LONGEST_ERROR = 8_000;

/** Says why an outcome gives no event to handle. */
export function decodeTrouble(outcome: Exclude<DecodeOutcome, { kind: "ok" }>): Trouble {
  switch (outcome.kind) {
    case "malformed":
      return { reason: "malformed", error: outcome.problem };
    case "unknown": {
      const known = outcome.lineage?.readers.map((reader) => reader.event.typeName).join(", ");
      return {
        reason: "unknown-major",
        error: `${outcome.envelope.type} is unknown; read are ${known}. Upgrade the package that holds the event.`,
      };
    }
    case "unmappable":
      return {
        reason: "unmappable",
        error: `${outcome.envelope.type}: no enum value of the next major stands for ${outcome.number} at ${outcome.path}`,
      };
    case "failed":
      return { reason: "upcast-failed", error: describeError(outcome.cause) };
  }
}

/** Says that a handler gave up on its last try. */
export function handlerTrouble(error: unknown): Trouble {
  return { reason: "handler-failed", error: describeError(error) };
}

function describeError(thrown: unknown): string {
  const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : textOf(thrown);
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? `\ncaused by: ${thrown.cause.stack}` : "";
  return `${text}${cause}`.slice(0, LONGEST_ERROR);
}

function textOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return "a value without text was thrown";
  }
}
