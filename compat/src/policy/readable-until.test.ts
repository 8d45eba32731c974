import { create } from "@bufbuild/protobuf";
import { DurationSchema } from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "vitest";
import { check } from "../check.ts";
import { compileTexts } from "../testing-support/compile-texts.ts";
import { readableUntil } from "./readable-until.ts";

const DAY = 86_400n;

describe("the day until which events must be readable", () => {
  it.each<[sunset: string, seconds: bigint | undefined, nanos: number, expected: string | undefined]>([
    ["2026-01-31", 30n * DAY, 0, "2026-03-02"],
    ["2024-02-28", DAY, 0, "2024-02-29"],
    ["2026-01-01", 0n, 0, "2026-01-01"],
    ["2026-01-01", 0n, 1, "2026-01-02"],
    ["2026-01-01", DAY + 1n, 0, "2026-01-03"],
    ["2026-01-01", undefined, 0, undefined],
    ["", DAY, 0, undefined],
    ["2026-02-30", DAY, 0, undefined],
    ["2026-13-01", DAY, 0, undefined],
    ["soon", DAY, 0, undefined],
    ["2026-01-01", -1n, 0, undefined],
    ["2026-01-01", 0n, -1, undefined],
    ["2026-01-01", 315_576_000_000n, 0, undefined],
    ["2026-01-01", 2n ** 62n, 0, undefined],
  ])("sunset %j and %s s", (sunset, seconds, nanos, expected) => {
    const retention = seconds === undefined ? {} : { retention: create(DurationSchema, { seconds, nanos }) };
    expect(readableUntil({ sunset, ...retention })).toBe(expected);
  });
});

describe("deleting an event", () => {
  const HEAD = 'syntax = "proto3"; package a.v1; import "postel/v1/event.proto"; message Other {}';
  const event = (options: string) =>
    compileTexts({
      "a.proto": `${HEAD} message E { option (postel.v1.event) = { owner: "x" ${options} }; M m = 1; } message M {}`,
    });
  const without = compileTexts({ "a.proto": `${HEAD} message M {}` });
  const dated = 'sunset: "2026-01-31" retention: { seconds: 2592000 }';
  const accepted = [{ rule: "MESSAGE_NO_DELETE", element: "a.v1.E", reason: "nobody emits it", expires: "2999-01-01" }];
  const rulesOn = (options: string, today: string) =>
    check(event(options), without, { today, accepted }).findings.map(({ rule, message }) => `${rule}: ${message}`);

  it.each([
    ["", "2999-01-01"],
    ['sunset: "2026-01-31"', "2999-01-01"],
    ["retention: { seconds: 1 }", "2999-01-01"],
    ["retired: true", "2999-01-01"],
    [dated, "2026-03-01"],
  ])("with %j is refused on %s, whatever was accepted", (options, today) => {
    const found = rulesOn(options, today);
    expect(found.map((text) => text.split(":")[0])).toEqual(["EVENT_NO_DELETE"]);
    expect(found[0]?.endsWith("must stay readable until 2026-03-02.")).toBe(options === dated);
  });

  it("is an ordinary change once sunset and retention have passed", () => {
    expect(rulesOn(dated, "2026-03-02")).toEqual([]);
    const { bump } = check(event(dated), without, { today: "2026-03-02", accepted });
    expect(bump).toBe("major");
  });
});
