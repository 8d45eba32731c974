import { type Duration, durationOf, nanosOf, type Point, type Timestamp, timestampOf } from "./time.ts";

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))$/;

/** RFC 3339 text, such as `2009-02-13T23:31:30.5Z`, as a point in time; throws RangeError for anything else. */
export function textToTimestamp(text: string): Timestamp {
  const match = RFC3339.exec(text);
  if (match === null) throw noTimestamp(text);
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as Fields;
  const [offsetHours, offsetMinutes] = [Number(match[9] ?? 0), Number(match[10] ?? 0)];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!real || hour > 23 || minute > 59 || second > 59 || offsetHours > 23 || offsetMinutes > 59)
    throw noTimestamp(text);
  const offset = (offsetHours * 3600 + offsetMinutes * 60) * (match[8] === "-" ? -1 : 1);
  const seconds = date.getTime() / 1000 + hour * 3600 + minute * 60 + second - offset;
  return timestampOf(BigInt(seconds) * 1_000_000_000n + BigInt((match[7] ?? "").padEnd(9, "0")));
}

type Fields = [number, number, number, number, number, number];

function noTimestamp(text: string): RangeError {
  return new RangeError(`${JSON.stringify(text)} is no timestamp, such as 2009-02-13T23:31:30Z`);
}

/** A point in time as RFC 3339 text in UTC, with no, 3, 6 or 9 digits after the second. */
export function timestampToText({ seconds, nanos }: Point): string {
  const text = new Date(Number(seconds) * 1000).toISOString();
  return `${text.slice(0, 19)}${fraction(nanos)}Z`;
}

/** A span as text in seconds, such as `-1.500s`. */
export function durationToText(span: Point): string {
  const all = nanosOf(span);
  const size = all < 0n ? -all : all;
  return `${all < 0n ? "-" : ""}${size / 1_000_000_000n}${fraction(Number(size % 1_000_000_000n))}s`;
}

function fraction(nanos: number): string {
  if (nanos === 0) return "";
  const digits = String(nanos).padStart(9, "0");
  return `.${digits.endsWith("000000") ? digits.slice(0, 3) : digits.endsWith("000") ? digits.slice(0, 6) : digits}`;
}

const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
const PART = /(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/y;
const MOST_CHARACTERS = 128;

/** Text such as `1h30m`, `-1.5s` or `0` as a span; throws RangeError for anything else and beyond 292 years. */
export function textToDuration(text: string): Duration {
  if (/^[+-]?0$/.test(text)) return durationOf(0n);
  const parts = partsOf(text.replace(/^[+-]/, ""));
  if (parts === undefined || text.length > MOST_CHARACTERS)
    throw new RangeError(`${JSON.stringify(text.slice(0, MOST_CHARACTERS))} is no duration, such as 1h30m or 0.5s`);
  const nanos = parts.reduce((sum, part) => sum + part, 0n);
  return durationOf(text.startsWith("-") ? -nanos : nanos);
}

function partsOf(text: string): bigint[] | undefined {
  const parts: bigint[] = [];
  for (let at = 0; at < text.length; at = PART.lastIndex) {
    PART.lastIndex = at;
    const [, whole = "", decimals = "", unit = ""] = PART.exec(text) ?? [];
    if (whole === "" && decimals === "") return undefined;
    const size = UNITS[unit] ?? 0n;
    parts.push(BigInt(whole) * size + (BigInt(decimals) * size) / 10n ** BigInt(decimals.length));
  }
  return parts.length === 0 ? undefined : parts;
}
