import type { Point } from "./time.ts";

/** What can be asked of a point in time; months and `dayOf…` count from 0, `date` from 1, weeks begin on Sunday. */
export type TimePart =
  | "fullYear"
  | "month"
  | "date"
  | "dayOfMonth"
  | "dayOfWeek"
  | "dayOfYear"
  | "hours"
  | "minutes"
  | "seconds"
  | "milliseconds";

const DAY = 86_400_000;

const PARTS: Readonly<Record<TimePart, (date: Date) => number>> = {
  fullYear: (date) => date.getUTCFullYear(),
  month: (date) => date.getUTCMonth(),
  date: (date) => date.getUTCDate(),
  dayOfMonth: (date) => date.getUTCDate() - 1,
  dayOfWeek: (date) => date.getUTCDay(),
  dayOfYear: (date) => Math.floor((date.getTime() - new Date(date).setUTCMonth(0, 1)) / DAY),
  hours: (date) => date.getUTCHours(),
  minutes: (date) => date.getUTCMinutes(),
  seconds: (date) => date.getUTCSeconds(),
  milliseconds: (date) => date.getUTCMilliseconds(),
};

/**
 * One part of a point in time, in UTC or at a fixed offset such as `+02:00`. Throws RangeError for names of time zones:
 * what they mean differs from machine to machine.
 */
export function timePart({ seconds, nanos }: Point, part: TimePart, zone = "UTC"): bigint {
  const millis = Number(seconds) * 1000 + Math.floor(nanos / 1_000_000) + offsetOf(zone);
  return BigInt(PARTS[part](new Date(millis)));
}

function offsetOf(zone: string): number {
  if (zone === "UTC") return 0;
  const match = /^([+-]?)([01]\d|2[0-3]):([0-5]\d)$/.exec(zone);
  if (match === null) throw new RangeError(`${JSON.stringify(zone)} is no offset, such as +02:00`);
  return (Number(match[2]) * 60 + Number(match[3])) * (match[1] === "-" ? -60_000 : 60_000);
}
