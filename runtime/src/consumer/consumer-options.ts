import type { Message } from "@bufbuild/protobuf";
import type { Envelope } from "@postel/proto";
import type { Clock, Ids } from "../ids/uuid-v7.ts";
import type { Bus } from "../port/bus.ts";
import type { DeadLetter, DeadLetters } from "../port/dead-letters.ts";
import type { Inbox } from "../port/inbox.ts";
import type { Validate } from "../producer/encode-event.ts";
import type { RetryPolicy } from "./back-off.ts";
import type { Subscription } from "./subscription.ts";

/** What a consumer needs. `Events` are the messages that its handlers receive. */
export interface ConsumerOptions<Tx, Events extends readonly Message[]> {
  /** Name of the consumer: its group on the bus and its part of the inbox. Changing it starts a new consumer. */
  readonly name: string;
  readonly bus: Bus;
  readonly inbox: Inbox<Tx>;
  readonly subscriptions: { readonly [At in keyof Events]: Subscription<Events[At], Tx> };
  /** Most handlers that run at once; events of one key run one after another all the same. Default 16. */
  readonly concurrency?: number;
  readonly retry?: Partial<RetryPolicy>;
  /** Where poison is parked; default: the bus's own place. */
  readonly deadLetters?: DeadLetters;
  /** Source of the events that handlers emit; default: the consumer's name. */
  readonly source?: string;
  /** Refuses invalid events that handlers emit. */
  readonly validate?: Validate;
  readonly clock?: Clock;
  readonly ids?: Ids;
  /** How long `stop` waits for running handlers, in milliseconds; default 25 000. */
  readonly drainTimeout?: number;
  /** Told of every parked message. */
  onPoison?(letter: DeadLetter): void;
  /** Told of every failed try, the handlers' own and those of inbox, bus and dead letters. */
  onError?(error: unknown, envelope: Envelope | undefined): void;
}
