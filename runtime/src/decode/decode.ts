import { fromBinary, type Message } from "@bufbuild/protobuf";
import type { Envelope } from "@postel/proto";
import { readEnvelope } from "../envelope/read-envelope.ts";
import type { Headers } from "../envelope/write-headers.ts";
import type { EventMajor } from "../event/event-major.ts";
import type { Lineage, MajorReader } from "../event/lineage.ts";
import type { UpcastResult } from "../event/upcast.ts";
import { majorIndex } from "./major-index.ts";
import { isNewerMinor } from "./newer-minor.ts";

/** A message as it arrived, to the byte. */
export interface Original {
  readonly body: Uint8Array;
  readonly headers: Headers;
}

/** One event, read as its lineage's target. */
export interface Decoded {
  readonly lineage: Lineage;
  /** The major that the event was written as. */
  readonly major: EventMajor;
  /** A message of `lineage.target.schema`. */
  readonly message: Message;
  /** True when the event was written with a newer minor than this reader knows; it was read all the same. */
  readonly newerMinor: boolean;
}

/**
 * What bytes turned out to be; the original is always kept.
 * - `unknown`: nothing here reads this type. With `lineage`, it seems to be a major of it that this reader does not carry.
 * - `malformed`: no event, or cut short; `problem` says why.
 * - `unmappable`: the enum number at `path` has no counterpart in the next major.
 * - `failed`: an upcaster threw `cause`.
 */
export type DecodeOutcome = { readonly original: Original } & (
  | { readonly kind: "ok"; readonly envelope: Envelope; readonly events: readonly Decoded[] }
  | { readonly kind: "unknown"; readonly envelope: Envelope; readonly lineage?: Lineage }
  | { readonly kind: "malformed"; readonly envelope?: Envelope; readonly problem: string }
  | { readonly kind: "unmappable"; readonly envelope: Envelope; readonly path: string; readonly number: number }
  | { readonly kind: "failed"; readonly envelope: Envelope; readonly cause: unknown }
);

/**
 * Turns a message's bytes and headers into events, each upcast to its lineage's target: the one place where that happens,
 * for consumers, redrives, replays, viewers and tests alike. Never throws.
 */
export function decode(body: Uint8Array, headers: Headers, lineages: readonly Lineage[]): DecodeOutcome {
  const original = { body, headers };
  const read = readEnvelope(body, headers);
  if (read.kind === "malformed") return { ...read, original };
  const { envelope } = read;
  const index = majorIndex(lineages);
  const found = index.find(envelope.type);
  if (found !== undefined) return decodeMajor(envelope, original, found.lineage, found.reader);
  const lineage = index.lineageOf(envelope.type);
  return { kind: "unknown", envelope, original, ...(lineage && { lineage }) };
}

function decodeMajor(envelope: Envelope, original: Original, lineage: Lineage, reader: MajorReader): DecodeOutcome {
  const written = readMessage(envelope, reader.event);
  if (typeof written === "string") return { kind: "malformed", envelope, problem: written, original };
  const upcast = upcastSafely(reader, written);
  if (upcast.kind !== "ok") return { ...upcast, envelope, original };
  const newerMinor = isNewerMinor(envelope.schema, reader.event);
  return {
    kind: "ok",
    envelope,
    events: [{ lineage, major: reader.event, message: upcast.value, newerMinor }],
    original,
  };
}

/** Readers made by `upcastWith` never throw; one made by hand might. */
function upcastSafely(reader: MajorReader, message: Message): UpcastResult<Message> {
  try {
    return reader.upcast(message);
  } catch (cause) {
    return { kind: "failed", cause };
  }
}

/** Media types whose bytes are an encoded message; producers in other languages use any of them. */
const PROTOBUF = /^(application\/((vnd\.google\.|x-)?protobuf|octet-stream)\s*(;.*)?)?$/i;

function readMessage(envelope: Envelope, event: EventMajor): Message | string {
  if (!PROTOBUF.test(envelope.contentType)) return `its content type is ${envelope.contentType}, not protobuf`;
  try {
    return fromBinary(event.schema, envelope.data);
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}
