import type { Cardinality, Kind } from "../schema/kinds.ts";

type Groups<T extends string> = ReadonlyMap<T, number>;

function groups<T extends string>(...members: readonly (readonly T[])[]): Groups<T> {
  return new Map(members.flatMap((kinds, index) => kinds.map((kind) => [kind, index])));
}

/** Kinds that read each other's bytes; a kind that is in no group reads only its own. */
const WIRE_KINDS = groups<Kind>(
  ["int32", "int64", "uint32", "uint64", "bool"],
  ["sint32", "sint64"],
  ["fixed32", "sfixed32"],
  ["fixed64", "sfixed64"],
);

/** Kinds that read each other's bytes and JSON. */
const WIRE_JSON_KINDS = groups<Kind>(
  ["int32", "uint32"],
  ["int64", "uint64"],
  ["fixed32", "sfixed32"],
  ["fixed64", "sfixed64"],
);

const OPTIONAL = ["optional with explicit presence", "optional with implicit presence"] as const;
const WIRE_CARDINALITIES = groups<Cardinality>(OPTIONAL, ["repeated", "map"]);
const WIRE_JSON_CARDINALITIES = groups<Cardinality>(OPTIONAL);

function together<T extends string>(known: Groups<T>, a: T, b: T): boolean {
  const group = known.get(a);
  return a === b || (group !== undefined && group === known.get(b));
}

/** Tells whether the bytes of one kind are read as the same value by the other. */
export function readsSameBytes(from: Kind, to: Kind): boolean {
  return together(WIRE_KINDS, from, to);
}

/** Tells whether bytes and JSON of one kind are read by the other. */
export function readsSameBytesAndJson(from: Kind, to: Kind): boolean {
  return together(WIRE_JSON_KINDS, from, to);
}

/** Tells whether fields of these cardinalities read each other's bytes. */
export function sameWireCardinality(from: Cardinality, to: Cardinality): boolean {
  return together(WIRE_CARDINALITIES, from, to);
}

/** Tells whether fields of these cardinalities read each other's bytes and JSON. */
export function sameWireJsonCardinality(from: Cardinality, to: Cardinality): boolean {
  return together(WIRE_JSON_CARDINALITIES, from, to);
}
