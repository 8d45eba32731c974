import { readsSameBytes, readsSameBytesAndJson } from "../rules/wire-groups.ts";
import type { Kind } from "../schema/kinds.ts";

/** How the bytes of a value are framed; a reader that expects the same frame reads them without complaint. */
export type Frame = "varint" | "32 bits" | "64 bits" | "length-delimited" | "group";

/** The frame of each kind of value. */
export function frameOf(kind: Kind): Frame {
  switch (kind) {
    case "fixed32":
    case "sfixed32":
    case "float":
      return "32 bits";
    case "fixed64":
    case "sfixed64":
    case "double":
      return "64 bits";
    case "string":
    case "bytes":
    case "message":
      return "length-delimited";
    case "group":
      return "group";
    default:
      return "varint";
  }
}

/** A value as its writer means it and as a reader of another kind takes it. */
export interface Reading {
  readonly written: string;
  readonly read: string;
}

/** Shows what becomes of a telling value when its kind changes but not its frame; undefined when it stays the same. */
export function misread(from: Kind, to: Kind): Reading | undefined {
  if (frameOf(from) !== frameOf(to) || readsSameBytesAndJson(from, to) || isWidth(from, to)) return undefined;
  const readings: readonly (readonly [written: string, bits: bigint | Uint8Array])[] = SAMPLES[from] ?? [];
  for (const [written, bits] of readings) {
    const read = READERS[to]?.(bits);
    if (read !== undefined && read !== written) return { written, read };
  }
  return undefined;
}

/** Integers of other widths read each other's values as long as they fit, which buf allows too. */
function isWidth(from: Kind, to: Kind): boolean {
  return readsSameBytes(from, to) && to !== "bool";
}

type Bits = bigint | Uint8Array;

const PLAIN: readonly [string, Bits][] = [
  ["1", 1n],
  ["3", 3n],
];
const WIDE: readonly [string, Bits][] = [...PLAIN, ["4294967297", 4294967297n]];
const NEGATIVE: readonly [string, Bits][] = [["-1", 0xffffffffffffffffn]];

/** Telling values of a kind and the number that stands for them in a varint. */
const SAMPLES: Partial<Record<Kind, readonly [string, Bits][]>> = {
  int32: [...PLAIN, ...NEGATIVE],
  int64: [...WIDE, ...NEGATIVE],
  uint32: [...PLAIN, ["4294967295", 4294967295n]],
  uint64: [...WIDE, ["18446744073709551615", 0xffffffffffffffffn]],
  sint32: [
    ["-1", 1n],
    ["1", 2n],
  ],
  sint64: [
    ["-1", 1n],
    ["1", 2n],
  ],
  bool: [["1", 1n]],
  enum: PLAIN,
  float: [["1.5", bits32(1.5)]],
  fixed32: [
    ["1", whole32(1)],
    ["4294967295", whole32(-1)],
  ],
  sfixed32: [
    ["1", whole32(1)],
    ["-1", whole32(-1)],
  ],
  double: [["1.5", bits64(1.5)]],
  fixed64: [
    ["1", whole64(1n)],
    ["18446744073709551615", whole64(-1n)],
  ],
  sfixed64: [
    ["1", whole64(1n)],
    ["-1", whole64(-1n)],
  ],
};

function varint(read: (bits: bigint) => bigint | string): (bits: Bits) => string | undefined {
  return (bits) => (typeof bits === "bigint" ? String(read(bits)) : undefined);
}

function fixed(read: (view: DataView) => number | bigint): (bits: Bits) => string | undefined {
  return (bits) => (typeof bits === "bigint" ? undefined : String(read(new DataView(bits.buffer, bits.byteOffset))));
}

const unzigzag = (bits: bigint) => (bits >> 1n) ^ -(bits & 1n);

const READERS: Partial<Record<Kind, (bits: Bits) => string | undefined>> = {
  int32: varint((bits) => BigInt.asIntN(32, bits)),
  int64: varint((bits) => BigInt.asIntN(64, bits)),
  uint32: varint((bits) => BigInt.asUintN(32, bits)),
  uint64: varint((bits) => bits),
  sint32: varint((bits) => BigInt.asIntN(32, unzigzag(bits))),
  sint64: varint((bits) => BigInt.asIntN(64, unzigzag(bits))),
  bool: varint((bits) => (bits === 1n ? "1" : "true")),
  enum: varint((bits) => BigInt.asIntN(32, bits)),
  float: fixed((view) => view.getFloat32(0, true)),
  fixed32: fixed((view) => view.getUint32(0, true)),
  sfixed32: fixed((view) => view.getInt32(0, true)),
  double: fixed((view) => view.getFloat64(0, true)),
  fixed64: fixed((view) => view.getBigUint64(0, true)),
  sfixed64: fixed((view) => view.getBigInt64(0, true)),
};

function bits32(value: number): Uint8Array {
  return new Uint8Array(Float32Array.of(value).buffer);
}

function bits64(value: number): Uint8Array {
  return new Uint8Array(Float64Array.of(value).buffer);
}

function whole32(value: number): Uint8Array {
  return new Uint8Array(Int32Array.of(value).buffer);
}

function whole64(value: bigint): Uint8Array {
  return new Uint8Array(BigInt64Array.of(value).buffer);
}
