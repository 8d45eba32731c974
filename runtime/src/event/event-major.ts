import type { Message } from "@bufbuild/protobuf";
import type { GenMessage } from "@bufbuild/protobuf/codegenv2";
import { RuntimeError } from "../errors.ts";

/** One major of an event, as the generator knows it. */
export interface EventMajor<T extends Message = Message> {
  /** Full name of the message, such as `shop.orders.v2.OrderPlaced`; decides how bytes decode. */
  readonly typeName: string;
  readonly schema: GenMessage<T>;
  /** Module that holds the event, such as `shop/orders`. */
  readonly module: string;
  /** Release of the module that this was generated from, such as `2.1.0`. */
  readonly version: string;
  /** Schema digest: `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
  /** Topic (Kafka) or routing key (RabbitMQ). */
  readonly topic: string;
  /** Largest encoded size in bytes; absent: no limit of its own. */
  readonly maxSize?: number;
  /** The partition key of an event, in the bytes that the schema defines; absent when the event has no key. */
  key?(event: T): Uint8Array;
}

/** Checks and returns the definition of an event. Throws EVENT_DEFINITION_INVALID when name and schema disagree. */
export function defineEvent<T extends Message>(event: EventMajor<T>): EventMajor<T> {
  if (event.typeName !== event.schema.typeName)
    throw new RuntimeError("EVENT_DEFINITION_INVALID", [
      event.typeName,
      `its schema is that of ${event.schema.typeName}; generate the code again`,
    ]);
  return Object.freeze(event);
}
