import type { Message, MessageInitShape } from "@bufbuild/protobuf";
import type { GenMessage } from "@bufbuild/protobuf/codegenv2";
import type { Envelope } from "@postel/proto";
import type { EventMajor } from "../event/event-major.ts";
import { type Clock, createUuidV7, type Ids } from "../ids/uuid-v7.ts";
import type { Bus } from "../port/bus.ts";
import { encodeEvent, type Publisher, type Validate } from "./encode-event.ts";
import type { PublishOptions } from "./publish-options.ts";
import { createWindow } from "./window.ts";

/** Publishes events of one service. */
export interface Producer {
  /**
   * Publishes an event and resolves with its envelope once the bus has confirmed it. Rejects with EVENT_INVALID,
   * EVENT_TOO_LARGE or ENVELOPE_INVALID before anything is sent, or with the bus's own error.
   */
  publish<T extends Message>(
    event: EventMajor<T>,
    message: NoInfer<MessageInitShape<GenMessage<T>>>,
    options?: PublishOptions,
  ): Promise<Envelope>;
}

/** What a producer needs. */
export interface ProducerOptions {
  readonly bus: Bus;
  /** The service's name; becomes the events' source. */
  readonly source: string;
  /** The time in milliseconds since 1970; default: the system's. */
  readonly clock?: Clock;
  /** Ids of events; default: ascending UUIDv7. */
  readonly ids?: Ids;
  /** Refuses invalid events before they are sent. */
  readonly validate?: Validate;
  /** Most events that are sent and not yet confirmed; further ones wait. Default 256. */
  readonly window?: number;
}

/** Makes a producer. Events go out in the order of the calls; nobody need wait for one before publishing the next. */
export function createProducer(options: ProducerOptions): Producer {
  const { bus, clock = Date.now, ids = createUuidV7(clock) } = options;
  const publisher: Publisher = { ...options, clock, ids };
  const window = createWindow(options.window ?? 256);
  return {
    async publish(event, message, publishOptions = {}) {
      const encoded = encodeEvent(publisher, event, message, publishOptions);
      await window.run(() => bus.publish(encoded.message));
      return encoded.envelope;
    },
  };
}
