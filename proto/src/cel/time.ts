/** A point in time or a span, in the form of protobuf-es; nanoseconds have the sign of the seconds in a span. */
export interface Time<Name extends string> {
  $typeName: Name;
  seconds: bigint;
  nanos: number;
}

/** google.protobuf.Timestamp. */
export type Timestamp = Time<"google.protobuf.Timestamp">;

/** google.protobuf.Duration. */
export type Duration = Time<"google.protobuf.Duration">;

const SECOND = 1_000_000_000n;

/** A point in time or a span that is only read. */
export interface Point {
  readonly $typeName?: string;
  readonly seconds: bigint;
  readonly nanos: number;
}

/** All of it in nanoseconds. */
export function nanosOf({ seconds, nanos }: Point): bigint {
  return seconds * SECOND + BigInt(nanos);
}

const FIRST = -62_135_596_800n;
const LAST = 253_402_300_799n;

/** A point in time so many nanoseconds after 1970; throws RangeError outside the years 1 to 9999. */
export function timestampOf(nanos: bigint): Timestamp {
  const rest = ((nanos % SECOND) + SECOND) % SECOND;
  const seconds = (nanos - rest) / SECOND;
  if (seconds < FIRST || seconds > LAST) throw new RangeError("the timestamp is outside the years 1 to 9999");
  return { $typeName: "google.protobuf.Timestamp", seconds, nanos: Number(rest) };
}

/** A span of so many nanoseconds; throws RangeError beyond int64, about 292 years. */
export function durationOf(nanos: bigint): Duration {
  if (nanos < -(2n ** 63n) || nanos > 2n ** 63n - 1n) throw new RangeError("the duration is longer than 292 years");
  return { $typeName: "google.protobuf.Duration", seconds: nanos / SECOND, nanos: Number(nanos % SECOND) };
}

/** A point in time so many seconds after 1970; throws RangeError outside the years 1 to 9999. */
export function secondsToTimestamp(seconds: bigint): Timestamp {
  return timestampOf(seconds * SECOND);
}

/** A point in time and a span later; throws RangeError outside the years 1 to 9999. */
export function timestampPlus(time: Point, span: Point): Timestamp {
  return timestampOf(nanosOf(time) + nanosOf(span));
}

/** A point in time and a span earlier; throws RangeError outside the years 1 to 9999. */
export function timestampMinus(time: Point, span: Point): Timestamp {
  return timestampOf(nanosOf(time) - nanosOf(span));
}

/** The span from `since` to `time`; throws RangeError beyond 292 years. */
export function timeBetween(time: Point, since: Point): Duration {
  return durationOf(nanosOf(time) - nanosOf(since));
}

/** One span less another; throws RangeError beyond 292 years. */
export function durationMinus(a: Point, b: Point): Duration {
  return durationOf(nanosOf(a) - nanosOf(b));
}

/** Two spans together; throws RangeError beyond 292 years. */
export function durationPlus(a: Point, b: Point): Duration {
  return durationOf(nanosOf(a) + nanosOf(b));
}

/** Below, equal to or above zero as the first is before, at or after the second, or shorter, as long or longer. */
export function compareTimes(a: Point, b: Point): number {
  return a.seconds === b.seconds ? a.nanos - b.nanos : a.seconds < b.seconds ? -1 : 1;
}
