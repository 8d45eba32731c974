import { type JsonValue, ScalarType } from "@bufbuild/protobuf";
import { listIn, type Rules } from "./rules-of.ts";

const INTEGERS: Readonly<Partial<Record<ScalarType, readonly [least: bigint, most: bigint]>>> = {
  [ScalarType.INT32]: [-(2n ** 31n), 2n ** 31n - 1n],
  [ScalarType.SINT32]: [-(2n ** 31n), 2n ** 31n - 1n],
  [ScalarType.SFIXED32]: [-(2n ** 31n), 2n ** 31n - 1n],
  [ScalarType.UINT32]: [0n, 2n ** 32n - 1n],
  [ScalarType.FIXED32]: [0n, 2n ** 32n - 1n],
  [ScalarType.INT64]: [-(2n ** 63n), 2n ** 63n - 1n],
  [ScalarType.SINT64]: [-(2n ** 63n), 2n ** 63n - 1n],
  [ScalarType.SFIXED64]: [-(2n ** 63n), 2n ** 63n - 1n],
  [ScalarType.UINT64]: [0n, 2n ** 64n - 1n],
  [ScalarType.FIXED64]: [0n, 2n ** 64n - 1n],
};
const MOST_OF_32_BITS = 2n ** 32n;

/** Whole numbers that fit a type and most likely its rules, best first; `undefined` for types that hold none. */
export function integerCandidates(type: ScalarType, rules: Rules): (number | bigint)[] | undefined {
  const range = INTEGERS[type];
  if (range === undefined) return undefined;
  const [least, most] = range;
  const named = [...listIn(rules, "example"), ...listIn(rules, "in"), ...constIn(rules)].flatMap(integer);
  const low = bound(rules, "gte", 0n) ?? bound(rules, "gt", 1n) ?? least;
  const high = bound(rules, "lte", 0n) ?? bound(rules, "lt", -1n) ?? most;
  const usual = [1n, 2n, 10n, 100n, low, low + 1n, high, high - 1n, (low + high) / 2n];
  const inside = (value: bigint) => (low <= high ? value >= low && value <= high : value >= low || value <= high);
  const fitting = named.length > 0 ? named : usual.filter(inside);
  const refused = new Set(listIn(rules, "notIn").map(String));
  const kept = fitting.filter((value) => value >= least && value <= most && !refused.has(String(value)));
  return distinct(kept).map((value) => (most < MOST_OF_32_BITS ? Number(value) : value));
}

/** Fractions that most likely fit rules, best first. */
export function fractionCandidates(rules: Rules): number[] {
  const named = [...listIn(rules, "example"), ...listIn(rules, "in"), ...constIn(rules)].map(Number);
  const number = (name: string) => (Object.hasOwn(rules, name) ? Number(rules[name]) : undefined);
  const low = number("gte") ?? number("gt");
  const high = number("lte") ?? number("lt");
  const middle = low !== undefined && high !== undefined ? [(low + high) / 2] : [];
  const near = [low, high].flatMap((edge) => (edge === undefined ? [] : [edge + 0.5, edge - 0.5, edge]));
  return named.length > 0 ? named : distinct([1.5, 2.25, ...middle, ...near, 10, 1000.5]);
}

function bound(rules: Rules, name: string, shift: bigint): bigint | undefined {
  const [value] = Object.hasOwn(rules, name) ? integer(rules[name]) : [];
  return value === undefined ? undefined : value + shift;
}

function constIn(rules: Rules): JsonValue[] {
  return Object.hasOwn(rules, "const") ? [rules.const as JsonValue] : [];
}

function integer(value: JsonValue | undefined): bigint[] {
  const text = String(value);
  return /^-?\d+$/.test(text) ? [BigInt(text)] : [];
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
