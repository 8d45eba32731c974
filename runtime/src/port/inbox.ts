/** What became of one event in an inbox. */
export type InboxOutcome<R> =
  | { readonly kind: "done"; readonly value: R }
  /** An earlier delivery did the work; it was not run again. */
  | { readonly kind: "duplicate" };

/**
 * Remembers which events a consumer has processed. `Tx` is the transaction in which a handler writes its own data, so
 * that its effect and the memory of the event become durable together or not at all.
 */
export interface Inbox<Tx = unknown> {
  /**
   * Runs `work` in a transaction and commits it with the event's id, unless an earlier call of the same consumer
   * did. When `work` throws, nothing is kept and the error passes through.
   */
  process<R>(consumer: string, eventId: string, work: (transaction: Tx) => Promise<R>): Promise<InboxOutcome<R>>;
  /**
   * Forgets events processed before `before` and returns how many. An event delivered again after that runs again, so
   * keep them for longer than brokers and dead letters hold events.
   */
  forget(before: Date): Promise<number>;
}
