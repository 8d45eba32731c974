/** How a payload names its schema: by the registry's id, or by the guid, which is the same in every registry. */
export type SchemaId = { readonly kind: "id"; readonly id: number } | { readonly kind: "guid"; readonly guid: string };

/** A payload and what it is, in the Confluent registry's wire format for Protobuf. */
export interface Frame {
  readonly schema: SchemaId;
  /** Where the message stands in its file, see `messageIndexes`. */
  readonly indexes: readonly number[];
  readonly payload: Uint8Array;
}

/** A frame, or why the bytes are none. */
export type ReadFrame =
  | ({ readonly kind: "frame" } & Frame)
  | { readonly kind: "unreadable"; readonly reason: "no-magic" | "too-short" | "bad-indexes" };

/** Names of the record headers that hold a frame without payload, for the record's value and key. */
export const SCHEMA_ID_HEADERS = { value: "__value_schema_id", key: "__key_schema_id" } as const;

const BY_ID = 0;
const BY_GUID = 1;
const GUID_BYTES = 16;

/** Writes a frame: magic byte, schema, indexes, payload. */
export function writeFrame({ schema, indexes, payload }: Frame): Uint8Array<ArrayBuffer> {
  const head = schema.kind === "id" ? [BY_ID, ...int32(schema.id)] : [BY_GUID, ...guidBytes(schema.guid)];
  const places = isFirst(indexes) ? [0] : [indexes.length, ...indexes].flatMap(zigzag);
  const frame = new Uint8Array(head.length + places.length + payload.length);
  frame.set(head);
  frame.set(places, head.length);
  frame.set(payload, head.length + places.length);
  return frame;
}

/** Reads a frame; the payload is a view of the same bytes. */
export function readFrame(bytes: Uint8Array): ReadFrame {
  const [magic] = bytes;
  if (magic !== BY_ID && magic !== BY_GUID) return { kind: "unreadable", reason: "no-magic" };
  const start = magic === BY_ID ? 5 : 1 + GUID_BYTES;
  if (bytes.length <= start) return { kind: "unreadable", reason: "too-short" };
  const found = readIndexes(bytes, start);
  if (found === undefined) return { kind: "unreadable", reason: "bad-indexes" };
  const { indexes, end } = found;
  return { kind: "frame", schema: readSchema(bytes, magic), indexes, payload: bytes.subarray(end) };
}

function readSchema(bytes: Uint8Array, magic: number): SchemaId {
  if (magic === BY_ID) return { kind: "id", id: new DataView(bytes.buffer, bytes.byteOffset).getInt32(1) };
  const hex = [...bytes.subarray(1, 1 + GUID_BYTES)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const guid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  return { kind: "guid", guid };
}

/** The first message of a file is written as one zero. */
function isFirst(indexes: readonly number[]): boolean {
  return indexes.length === 1 && indexes[0] === 0;
}

const MOST_INDEXES = 100;

function readIndexes(bytes: Uint8Array, start: number): { indexes: number[]; end: number } | undefined {
  const count = readZigzag(bytes, start);
  if (count === undefined || count.value < 0 || count.value > MOST_INDEXES) return undefined;
  if (count.value === 0) return { indexes: [0], end: count.end };
  const indexes: number[] = [];
  let { end } = count;
  for (let at = 0; at < count.value; at++) {
    const next = readZigzag(bytes, end);
    if (next === undefined || next.value < 0) return undefined;
    indexes.push(next.value);
    end = next.end;
  }
  return { indexes, end };
}

/** Numbers from 0 as zigzag varints: twice the number, seven bits a byte. */
function zigzag(value: number): number[] {
  const bytes: number[] = [];
  let rest = value * 2;
  while (rest > 0x7f) {
    bytes.push((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return [...bytes, rest];
}

const LONGEST_VARINT = 5;

function readZigzag(bytes: Uint8Array, start: number): { value: number; end: number } | undefined {
  let value = 0;
  for (let at = 0; at < LONGEST_VARINT; at++) {
    const byte = bytes[start + at];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80) return { value: value % 2 === 0 ? value / 2 : -(value + 1) / 2, end: start + at + 1 };
  }
  return undefined;
}

function int32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setInt32(0, value);
  return bytes;
}

function guidBytes(guid: string): number[] {
  return (guid.replaceAll("-", "").match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}
