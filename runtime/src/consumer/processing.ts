import type { Message } from "@bufbuild/protobuf";
import type { Envelope } from "@postel/proto";
import { RuntimeError } from "../errors.ts";
import type { Lineage } from "../event/lineage.ts";
import { createUuidV7 } from "../ids/uuid-v7.ts";
import type { Bus } from "../port/bus.ts";
import type { DeadLetter, DeadLetters } from "../port/dead-letters.ts";
import type { Inbox } from "../port/inbox.ts";
import type { Publisher } from "../producer/encode-event.ts";
import { DEFAULT_RETRY, type RetryPolicy } from "./back-off.ts";
import type { ConsumerOptions } from "./consumer-options.ts";
import type { Subscription } from "./subscription.ts";

/**
 * What became of a message. `ignored`: no lineage that the consumer reads has such an event. `interrupted`: the
 * consumer stopped before the message was done; nothing was kept.
 */
export type ProcessOutcome =
  | { readonly kind: "handled" | "duplicate" | "ignored" | "interrupted" }
  | { readonly kind: "parked"; readonly letter: DeadLetter };

/** What processing needs, for the life of a consumer. */
export interface Processing<Tx> {
  /** The consumer's name. */
  readonly name: string;
  readonly bus: Bus;
  readonly inbox: Inbox<Tx>;
  readonly deadLetters: DeadLetters;
  /** Who emits what the handlers emit. */
  readonly publisher: Publisher;
  readonly lineages: readonly Lineage[];
  readonly topics: readonly string[];
  readonly subscriptions: readonly Subscription<Message, Tx>[];
  readonly retry: RetryPolicy;
  /** Both are told and must not throw. */
  readonly onPoison: (letter: DeadLetter) => void;
  readonly onError: (error: unknown, envelope: Envelope | undefined) => void;
}

/** Settles a consumer's options. Throws CONSUMER_INVALID when two subscriptions read the same type, or there is none. */
export function createProcessing<Tx, const Events extends readonly Message[]>(
  options: ConsumerOptions<Tx, Events>,
): Processing<Tx> {
  const { name, bus, clock = Date.now, ids = createUuidV7(clock) } = options;
  const subscriptions: readonly Subscription<Message, Tx>[] = [...options.subscriptions];
  const lineages = subscriptions.map((subscription) => subscription.lineage);
  const majors = lineages.flatMap((lineage) => lineage.readers.map((reader) => reader.event));
  checkTypes(
    name,
    majors.map((major) => major.typeName),
  );
  return {
    name,
    bus,
    inbox: options.inbox,
    deadLetters: options.deadLetters ?? bus.deadLetters,
    publisher: { ...options, source: options.source ?? name, clock, ids },
    lineages,
    topics: [...new Set(majors.map((major) => major.topic))],
    subscriptions,
    retry: { ...DEFAULT_RETRY, ...options.retry },
    onPoison: (letter) => quietly(() => options.onPoison?.(letter)),
    onError: (error, envelope) => quietly(() => options.onError?.(error, envelope)),
  };
}

function checkTypes(name: string, types: readonly string[]): void {
  if (types.length === 0) throw new RuntimeError("CONSUMER_INVALID", [name, "it subscribes to nothing"]);
  const twice = types.find((type, at) => types.indexOf(type) !== at);
  if (twice !== undefined) throw new RuntimeError("CONSUMER_INVALID", [name, `two subscriptions read ${twice}`]);
}

/** What an observer throws is its own affair. */
function quietly(tell: () => void): void {
  try {
    tell();
  } catch {}
}
