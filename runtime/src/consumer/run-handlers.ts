import type { DecodeOutcome } from "../decode/decode.ts";
import { createOutbound } from "./outbound.ts";
import type { Processing } from "./processing.ts";

/** A message whose events could be read. */
export type Readable = Extract<DecodeOutcome, { kind: "ok" }>;

/** How one try ended; `failed` is the handlers' fault. */
export type Attempt = { readonly kind: "handled" | "duplicate" } | { readonly kind: "failed"; readonly error: unknown };

/** Tells a handler's failure from one of the inbox or the bus while it passes through the inbox. */
class HandlerFailure extends Error {}

/**
 * Handles a message's events once: handlers, then what they emit, then the commit, unless the inbox knows the message.
 * Rejects when the inbox or the bus failed.
 */
export async function runHandlers<Tx>(
  processing: Processing<Tx>,
  decoded: Readable,
  attempt: number,
): Promise<Attempt> {
  const { bus, inbox } = processing;
  try {
    const outcome = await inbox.process(inboxName(processing, decoded), decoded.envelope.id, async (transaction) => {
      const messages = await emitted(processing, decoded, attempt, transaction).catch((cause) => {
        throw new HandlerFailure("", { cause });
      });
      await Promise.all(messages.map((message) => bus.publish(message)));
    });
    return { kind: outcome.kind === "done" ? "handled" : "duplicate" };
  } catch (thrown) {
    if (thrown instanceof HandlerFailure) return { kind: "failed", error: thrown.cause };
    throw thrown;
  }
}

/** A replay is a world of its own: what was handled before it is handled again, once. */
function inboxName({ name }: { name: string }, { envelope }: Readable): string {
  return envelope.replayId === "" ? name : `${name}#${envelope.replayId}`;
}

async function emitted<Tx>(
  { name, publisher, subscriptions }: Processing<Tx>,
  { envelope, events }: Readable,
  attempt: number,
  transaction: Tx,
) {
  const outbound = createOutbound(publisher, envelope, name);
  try {
    for (const { lineage, message, newerMinor } of events) {
      const subscription = subscriptions.find((candidate) => candidate.lineage === lineage);
      const isReplay = envelope.replayId !== "";
      const { publish } = outbound;
      await subscription?.handle(message, { envelope, newerMinor, isReplay, attempt, transaction, publish });
    }
  } finally {
    outbound.end();
  }
  return outbound.messages();
}
