import { create, isMessage, type Message, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import type { GenMessage } from "@bufbuild/protobuf/codegenv2";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { type Envelope, EnvelopeSchema } from "@postel/proto";
import { writeHeaders } from "../envelope/write-headers.ts";
import { RuntimeError } from "../errors.ts";
import type { EventMajor } from "../event/event-major.ts";
import type { Clock, Ids } from "../ids/uuid-v7.ts";
import type { BusMessage } from "../port/bus-message.ts";
import type { PublishOptions } from "./publish-options.ts";

/** Says what is wrong with an event, one sentence each; nothing when it is valid. */
export type Validate = (schema: GenMessage<Message>, message: Message) => readonly string[];

/** What every event of one publisher shares. */
export interface Publisher {
  /** The service's name. */
  readonly source: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly validate?: Validate;
}

/** An event ready to send. */
export interface EncodedEvent {
  readonly envelope: Envelope;
  readonly message: BusMessage;
}

/** Checks and encodes an event. Throws EVENT_INVALID, EVENT_TOO_LARGE or ENVELOPE_INVALID. */
export function encodeEvent<T extends Message>(
  publisher: Publisher,
  event: EventMajor<T>,
  init: MessageInitShape<GenMessage<T>>,
  options: PublishOptions,
): EncodedEvent {
  const { key, data } = encoded(publisher, event, init);
  if (event.maxSize !== undefined && data.length > event.maxSize)
    throw new RuntimeError("EVENT_TOO_LARGE", [event.typeName, data.length, event.maxSize]);
  const { id = publisher.ids(), time, attributes = {}, ...rest } = options;
  const envelope = create(EnvelopeSchema, {
    ...rest,
    id,
    type: event.typeName,
    schema: { module: event.module, version: event.version, digest: event.digest },
    source: publisher.source,
    time: timestampFromMs(time?.getTime() ?? publisher.clock()),
    key,
    attributes: { ...attributes },
    data,
  });
  return { envelope, message: { topic: event.topic, key, headers: writeHeaders(envelope), body: data } };
}

function encoded<T extends Message>(
  { validate }: Publisher,
  event: EventMajor<T>,
  init: MessageInitShape<GenMessage<T>>,
): { key: Uint8Array; data: Uint8Array } {
  try {
    if (isMessage(init) && init.$typeName !== event.typeName) throw new Error(`it is a ${init.$typeName}`);
    const message = create(event.schema, init) as T;
    const violations = validate?.(event.schema, message) ?? [];
    if (violations.length > 0) throw new Error(violations.join("; "));
    const key = event.key?.(message) ?? new Uint8Array();
    if (event.key !== undefined && key.length === 0) throw new Error("its partition key is empty");
    return { key, data: toBinary(event.schema, message) };
  } catch (cause) {
    throw new RuntimeError("EVENT_INVALID", [event.typeName, messageOf(cause)], { cause });
  }
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
