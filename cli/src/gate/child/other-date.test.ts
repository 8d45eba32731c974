import { describe, expect, it } from "vitest";
import { otherDate } from "./other-date.ts";

const AHEAD = 86_400_000;
const Other = otherDate(Date, AHEAD);

describe("another Date", () => {
  it("is ahead wherever it tells the time by itself", () => {
    const before = Date.now();
    const told = [Other.now(), new Other().getTime(), new (class extends Other {})().getTime()];
    const after = Date.now();
    for (const time of told) expect(time - AHEAD).toBeGreaterThanOrEqual(before);
    for (const time of told) expect(time - AHEAD).toBeLessThanOrEqual(after);
    expect(Other()).toMatch(/^\w{3} \w{3} \d\d \d{4} /);
  });

  it.each([
    ["a time", new Other(5), new Date(5)],
    ["a text", new Other("2026-01-02T03:04:05Z"), new Date("2026-01-02T03:04:05Z")],
    ["parts", new Other(2026, 1, 2), new Date(2026, 1, 2)],
    ["nothing that is a date", new Other(Number.NaN), new Date(Number.NaN)],
  ])("makes what it is told of %s", (_, made, real) => {
    expect(made.getTime()).toBe(real.getTime());
  });

  it("cannot be told from the real one by its instances", () => {
    expect([new Other() instanceof Date, new Date() instanceof Other]).toEqual([true, true]);
    expect([Other.UTC(2026, 1), Other.parse("2026-01-01")]).toEqual([Date.UTC(2026, 1), Date.parse("2026-01-01")]);
  });
});
