import type { Message, MessageInitShape } from "@bufbuild/protobuf";
import type { GenMessage } from "@bufbuild/protobuf/codegenv2";
import type { Envelope } from "@postel/proto";
import type { EventMajor } from "../event/event-major.ts";

/** What a publisher may say about an event beyond its content. */
export interface PublishOptions {
  /** Identity of the event; default: a new UUIDv7. Give it when the same event may be published twice. */
  readonly id?: string;
  /** When the event happened; default: now. */
  readonly time?: Date;
  /** Id shared by everything that one request or process set off. */
  readonly correlationId?: string;
  /** Id of the event that caused this one. */
  readonly causationId?: string;
  /** W3C trace context. */
  readonly traceparent?: string;
  readonly tracestate?: string;
  /** Position among the events of the same key and source. */
  readonly sequence?: bigint;
  /** Id of the replay that this event is part of. */
  readonly replayId?: string;
  /** Id of the event that this one corrects. */
  readonly corrects?: string;
  /** CloudEvents extension attributes. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Publishes events of one service. */
export interface Producer {
  /**
   * Publishes an event and resolves with its envelope once the bus has confirmed it. Rejects with EVENT_INVALID,
   * EVENT_TOO_LARGE or ENVELOPE_INVALID before anything is sent, or with the bus's own error.
   */
  publish<T extends Message>(
    event: EventMajor<T>,
    message: MessageInitShape<GenMessage<T>>,
    options?: PublishOptions,
  ): Promise<Envelope>;
}
