import type { Envelope } from "@postel/proto";
import { decode } from "../decode/decode.ts";
import type { BusMessage } from "../port/bus-message.ts";
import type { DeadLetter } from "../port/dead-letters.ts";
import { backOff } from "./back-off.ts";
import type { Processing, ProcessOutcome } from "./processing.ts";
import { type Readable, runHandlers } from "./run-handlers.ts";
import { decodeTrouble, handlerTrouble, type Trouble } from "./trouble.ts";

/**
 * Takes a message all the way: decode, upcast, inbox, handler, commit. A failing handler is tried again and then its
 * message parked; a failing inbox, bus or dead-letter store is waited for. Never throws; `signal` ends all waiting.
 */
export async function processMessage<Tx>(
  processing: Processing<Tx>,
  message: BusMessage,
  signal: AbortSignal,
): Promise<ProcessOutcome> {
  const decoded = decode(message.body, message.headers, processing.lineages);
  if (decoded.kind === "ok") return handle(processing, message, decoded, signal);
  if (decoded.kind === "unknown" && decoded.lineage === undefined) return { kind: "ignored" };
  const letter = letterFor(processing, message, decoded.envelope, decodeTrouble(decoded), 0);
  return park(processing, letter, decoded.envelope, signal);
}

async function handle<Tx>(
  processing: Processing<Tx>,
  message: BusMessage,
  decoded: Readable,
  signal: AbortSignal,
): Promise<ProcessOutcome> {
  const { retry, onError } = processing;
  const { envelope } = decoded;
  for (let attempt = 1; ; attempt++) {
    const outcome = await untilUp(processing, envelope, signal, () => runHandlers(processing, decoded, attempt));
    if (outcome.kind !== "failed") return outcome;
    onError(outcome.error, envelope);
    if (attempt >= retry.attempts) {
      const letter = letterFor(processing, message, envelope, handlerTrouble(outcome.error), attempt);
      return park(processing, letter, envelope, signal);
    }
    if (!(await backOff(retry, attempt, signal))) return { kind: "interrupted" };
  }
}

async function park<Tx>(
  processing: Processing<Tx>,
  letter: DeadLetter,
  envelope: Envelope | undefined,
  signal: AbortSignal,
): Promise<ProcessOutcome> {
  return untilUp(processing, envelope, signal, async () => {
    await processing.deadLetters.park(letter);
    processing.onPoison(letter);
    return { kind: "parked", letter };
  });
}

/** Whatever a service depends on comes back some day; parking every event until then would only make work. */
async function untilUp<R>(
  { retry, onError }: Pick<Processing<never>, "retry" | "onError">,
  envelope: Envelope | undefined,
  signal: AbortSignal,
  work: () => Promise<R>,
): Promise<R | { kind: "interrupted" }> {
  for (let failures = 1; ; failures++) {
    try {
      return await work();
    } catch (error) {
      onError(error, envelope);
    }
    if (!(await backOff(retry, failures, signal))) return { kind: "interrupted" };
  }
}

function letterFor(
  { name, publisher }: Pick<Processing<never>, "name" | "publisher">,
  message: BusMessage,
  envelope: Envelope | undefined,
  trouble: Trouble,
  attempts: number,
): DeadLetter {
  const id = `${name}/${envelope?.id ?? publisher.ids()}`;
  return { id, consumer: name, message, ...trouble, attempts, parkedAt: new Date(publisher.clock()) };
}
