/** One message as brokers carry it. */
export interface BusMessage {
  readonly topic: string;
  /** Partition key; empty when order does not matter. */
  readonly key: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
