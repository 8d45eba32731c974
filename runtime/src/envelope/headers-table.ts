import { fromJson, toJson } from "@bufbuild/protobuf";
import { base64Decode, base64Encode } from "@bufbuild/protobuf/wire";
import { TimestampSchema } from "@bufbuild/protobuf/wkt";
import type { Envelope } from "@postel/proto";
import { utf8 } from "../event/utf8.ts";
import { parseDataSchema, printDataSchema } from "./data-schema.ts";
import { plainText } from "./plain-text.ts";

/** How one CloudEvents attribute and the envelope give each other. */
export interface Attribute {
  /** Name in CloudEvents. */
  readonly name: string;
  /** The attribute's text; undefined when the envelope has none. */
  write(envelope: Envelope): string | undefined;
  /** Puts the text into the envelope; false when it does not parse, so that it is kept as unknown. May throw instead. */
  read(text: string, envelope: Envelope): boolean;
}

type TextField =
  | "id"
  | "type"
  | "source"
  | "correlationId"
  | "causationId"
  | "traceparent"
  | "tracestate"
  | "replayId"
  | "corrects";

function text(name: string, field: TextField): Attribute {
  return {
    name,
    write: (envelope) => envelope[field] || undefined,
    read: (value, envelope) => {
      envelope[field] = value;
      return true;
    },
  };
}

/** Every attribute that has a field of its own in the envelope; all others travel in `attributes`. */
export const ATTRIBUTES: readonly Attribute[] = [
  text("id", "id"),
  text("type", "type"),
  text("source", "source"),
  text("correlationid", "correlationId"),
  text("causationid", "causationId"),
  text("traceparent", "traceparent"),
  text("tracestate", "tracestate"),
  text("replayid", "replayId"),
  text("corrects", "corrects"),
  {
    name: "time",
    write: (envelope) => envelope.time && toJson(TimestampSchema, envelope.time),
    read: (value, envelope) => {
      envelope.time = fromJson(TimestampSchema, value);
      return true;
    },
  },
  {
    name: "dataschema",
    write: (envelope) => envelope.schema && printDataSchema(envelope.schema),
    read: (value, envelope) => {
      const schema = parseDataSchema(value);
      if (schema !== undefined) envelope.schema = schema;
      return schema !== undefined;
    },
  },
  {
    name: "sequence",
    write: (envelope) => (envelope.sequence === 0n ? undefined : String(envelope.sequence)),
    read: (value, envelope) => {
      if (!/^[1-9]\d{0,19}$/.test(value) || BigInt(value) >= 2n ** 64n) return false;
      envelope.sequence = BigInt(value);
      return true;
    },
  },
  {
    name: "partitionkey",
    write: (envelope) => (envelope.key.length === 0 ? undefined : plainText(envelope.key)),
    read: (value, envelope) => {
      if (!value.isWellFormed()) return false;
      envelope.key = utf8(value);
      return true;
    },
  },
  {
    name: "partitionkeybase64",
    write: (envelope) => (plainText(envelope.key) === undefined ? base64Encode(envelope.key) : undefined),
    read: (value, envelope) => {
      envelope.key = base64Decode(value);
      return true;
    },
  },
];
