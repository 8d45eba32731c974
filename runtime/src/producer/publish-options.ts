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
