import type { JsonValue } from "@bufbuild/protobuf";
import { create, fromJson, toJson } from "@bufbuild/protobuf";
import { type Duration, DurationSchema, type Timestamp, TimestampSchema } from "@bufbuild/protobuf/wkt";
import { listIn, type Rules } from "./rules-of.ts";

const SECOND = 1_000_000_000n;
/** Neither the past nor the future moves with the day on which a sample is made. */
const INSTANTS = ["2026-01-02T03:04:05.678Z", "2001-02-03T04:05:06Z", "2999-12-31T23:59:59Z"];
const LENGTHS = ["90s", "1.500s", "3600s"];
const BOUNDS = ["gt", "gte", "lt", "lte"];

/** Instants as ProtoJSON that most likely fit rules, best first. */
export function instantCandidates(rules: Rules): JsonValue[] {
  return timesFor(rules, INSTANTS, (value) => shifts(TimestampSchema, value));
}

/** Lengths of time as ProtoJSON that most likely fit rules, best first. */
export function lengthCandidates(rules: Rules): JsonValue[] {
  return timesFor(rules, LENGTHS, (value) => shifts(DurationSchema, value));
}

function timesFor(rules: Rules, usual: readonly string[], near: (value: JsonValue) => JsonValue[]): JsonValue[] {
  const named = [...listIn(rules, "example"), ...listIn(rules, "in"), ...("const" in rules ? [rules.const] : [])];
  if (named.length > 0) return named.filter((value) => value !== undefined);
  const edges = BOUNDS.flatMap((name) => (Object.hasOwn(rules, name) ? near(rules[name] ?? "") : []));
  return [...usual, ...edges];
}

/** A time itself, a second later and a second earlier; times that JSON cannot carry are left out. */
function shifts(schema: typeof TimestampSchema | typeof DurationSchema, value: JsonValue): JsonValue[] {
  const { seconds, nanos } = fromJson<typeof schema>(schema, value) as Timestamp | Duration;
  const total = seconds * SECOND + BigInt(nanos);
  return [total, total + SECOND, total - SECOND, total + SECOND / 2n].flatMap((time) => {
    const parts = { seconds: time / SECOND, nanos: Number(time % SECOND) };
    const carried = parts.nanos < 0 && schema === TimestampSchema;
    const fixed = carried ? { seconds: parts.seconds - 1n, nanos: parts.nanos + Number(SECOND) } : parts;
    try {
      return [toJson(schema, create(schema, fixed))];
    } catch {
      return [];
    }
  });
}
