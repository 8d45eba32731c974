import type { BusMessage } from "./bus-message.ts";

/**
 * Why a message was parked: it could not be decoded (`malformed`), is of a major that this reader does not carry
 * (`unknown-major`), could not be upcast (`unmappable`, `upcast-failed`) or its handler kept failing (`handler-failed`).
 */
export type ParkReason = "malformed" | "unknown-major" | "unmappable" | "upcast-failed" | "handler-failed";

/** A message that one consumer could not handle, with what is needed to understand and redrive it. */
export interface DeadLetter {
  /** Event id and consumer where the id is known, so that parking twice keeps one. */
  readonly id: string;
  readonly consumer: string;
  /** The message as it arrived, to the byte. */
  readonly message: BusMessage;
  readonly reason: ParkReason;
  /** For people: what went wrong, with the stack where there is one. */
  readonly error: string;
  /** How often the handler ran. */
  readonly attempts: number;
  readonly parkedAt: Date;
}

/** Holds parked messages until somebody redrives or discards them. */
export interface DeadLetters {
  /** Keeps the letter durably before it resolves; a letter with the id of a kept one replaces it. */
  park(letter: DeadLetter): Promise<void>;
  /** The oldest letters of a consumer, at most `limit`. */
  list(consumer: string, limit: number): Promise<readonly DeadLetter[]>;
  /** Discards a letter; unknown ids are ignored. */
  remove(id: string): Promise<void>;
}
