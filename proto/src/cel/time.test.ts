import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as cel from "../cel.ts";

const time = cel.textToTimestamp;
const span = cel.textToDuration;

describe("time", () => {
  it.each<[string, unknown, unknown]>([
    ["text and back", cel.timestampToText(time("2009-02-13T23:31:30.5Z")), "2009-02-13T23:31:30.500Z"],
    ["an offset", cel.timestampToText(time("2009-02-14T01:31:30+02:00")), "2009-02-13T23:31:30Z"],
    ["the first year", time("0001-01-01T00:00:00Z").seconds, -62_135_596_800n],
    ["a span in parts", cel.durationToText(span("1h30m0.5s")), "5400.500s"],
    ["a span backwards", cel.durationToText(span("-1.5s")), "-1.500s"],
    ["no span", cel.durationToText(span("0")), "0s"],
    ["nanoseconds", span("3ns").nanos, 3],
    [
      "later",
      cel.timestampToText(cel.timestampPlus(time("2024-02-28T00:00:00Z"), span("24h"))),
      "2024-02-29T00:00:00Z",
    ],
    ["earlier", cel.timestampMinus(time("1970-01-01T00:00:00Z"), span("1ns")).nanos, 999_999_999],
    [
      "between",
      cel.durationToText(cel.timeBetween(time("1970-01-02T00:00:00Z"), time("1970-01-01T00:00:00Z"))),
      "86400s",
    ],
    ["together", cel.durationToText(cel.durationPlus(span("0.7s"), span("0.7s"))), "1.400s"],
    ["less", cel.durationToText(cel.durationMinus(span("0.7s"), span("1s"))), "-0.300s"],
    ["seconds", cel.secondsToTimestamp(60n), time("1970-01-01T00:01:00Z")],
    ["order", cel.compareTimes(span("1s"), span("1.000000001s")) < 0, true],
    ["year", cel.timePart(time("2009-02-13T23:31:30.123Z"), "fullYear"), 2009n],
    ["month from 0", cel.timePart(time("2009-02-13T23:31:30.123Z"), "month"), 1n],
    ["day from 1", cel.timePart(time("2009-02-13T23:31:30.123Z"), "date"), 13n],
    ["day from 0", cel.timePart(time("2009-02-13T23:31:30.123Z"), "dayOfMonth"), 12n],
    ["day of the week", cel.timePart(time("2009-02-13T23:31:30.123Z"), "dayOfWeek"), 5n],
    ["day of the year", cel.timePart(time("2009-02-13T23:31:30.123Z"), "dayOfYear"), 43n],
    ["hours elsewhere", cel.timePart(time("2009-02-13T23:31:30.123Z"), "hours", "+02:00"), 1n],
    ["minutes elsewhere", cel.timePart(time("2009-02-13T23:31:30.123Z"), "minutes", "-00:31"), 0n],
    ["milliseconds", cel.timePart(time("2009-02-13T23:31:30.123Z"), "milliseconds"), 123n],
    ["before 1970", cel.timePart(time("1969-12-31T23:59:59.999999999Z"), "milliseconds"), 999n],
  ])("%s", (_, actual, expected) => {
    expect(actual).toEqual(expected);
  });

  it.each<[string, () => unknown]>([
    ["a 30th of February", () => time("2023-02-30T00:00:00Z")],
    ["a leap second", () => time("2023-01-01T00:00:60Z")],
    ["a day without a time", () => time("2023-01-01")],
    ["the year 0", () => time("0000-12-31T23:59:59Z")],
    ["the year 10000", () => cel.timestampPlus(time("9999-12-31T23:59:59Z"), span("1s"))],
    ["a span without a unit", () => span("1")],
    ["an empty span", () => span("")],
    ["a span of 300 years", () => span("2628000h")],
    ["a span of many characters", () => span("1".repeat(1000))],
    ["names of time zones", () => cel.timePart(time("2023-01-01T00:00:00Z"), "hours", "Europe/Berlin")],
  ])("refuses %s", (_, run) => {
    expect(run).toThrow(RangeError);
  });

  it("reads back what it writes", () => {
    const nanos = fc.bigInt({ min: -62_135_596_800_000_000_000n, max: 253_402_300_799_999_999_999n });
    fc.assert(
      fc.property(nanos, (all) => {
        const seconds = (all - (((all % 10n ** 9n) + 10n ** 9n) % 10n ** 9n)) / 10n ** 9n;
        const point = { seconds, nanos: Number(all - seconds * 10n ** 9n) };
        expect(time(cel.timestampToText(point))).toMatchObject(point);
      }),
    );
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (all) => {
        const point = { seconds: all / 10n ** 9n, nanos: Number(all % 10n ** 9n) };
        expect(span(cel.durationToText(point))).toMatchObject(point);
      }),
    );
  });
});
