import { type JsonValue, ScalarType } from "@bufbuild/protobuf";
import { base64Decode } from "@bufbuild/protobuf/wire";
import { describe, expect, it } from "vitest";
import { bytesCandidates } from "./bytes-candidates.ts";
import { fractionCandidates, integerCandidates } from "./number-candidates.ts";
import type { Rules } from "./rules-of.ts";
import { textCandidates } from "./text-candidates.ts";
import { instantCandidates, lengthCandidates } from "./time-candidates.ts";

describe("candidates for whole numbers", () => {
  it.each<[type: ScalarType, rules: Rules, expected: (number | bigint)[]]>([
    [ScalarType.INT32, { const: 7 }, [7]],
    [ScalarType.INT32, { in: [3, 4], notIn: [4] }, [3]],
    [ScalarType.UINT64, { in: ["18446744073709551615", "18446744073709551616"] }, [18446744073709551615n]],
    [ScalarType.INT64, { gt: "5", lt: "7" }, [6n]],
    [ScalarType.SINT32, { gte: 5, lte: 5 }, [5]],
    [ScalarType.INT32, { example: [9] }, [9]],
    [ScalarType.INT32, { gt: 3, lt: 4 }, [1, 2, 10, 100, 4, 5, 3]],
  ])("%s %j", (type, rules, expected) => {
    expect(integerCandidates(type, rules)).toEqual(expected);
  });

  it("stay in the range of their type, and are none for other types", () => {
    expect(integerCandidates(ScalarType.UINT32, {})).toEqual([1, 2, 10, 100, 0, 4294967295, 4294967294, 2147483647]);
    expect(integerCandidates(ScalarType.STRING, {})).toBeUndefined();
  });
});

it.each<[rules: Rules, fits: (value: number) => boolean]>([
  [{ gt: 0.5, lt: 0.75 }, (value) => value > 0.5 && value < 0.75],
  [{ gte: 1e9 }, (value) => value >= 1e9],
  [{ lte: -3 }, (value) => value <= -3],
  [{ const: 2.5 }, (value) => value === 2.5],
])("some fraction fits %j", (rules, fits) => {
  expect(fractionCandidates(rules).some(fits)).toBe(true);
});

describe("candidates for texts", () => {
  it.each<[rules: Rules, fits: RegExp]>([
    [{}, /^order-id$/],
    [{ const: "x" }, /^x$/],
    [{ in: ["a", "b"] }, /^a$/],
    [{ len: "3" }, /^...$/],
    [{ minLen: "12", maxLen: "14" }, /^.{12,14}$/],
    [{ maxLen: "2" }, /^.{0,2}$/],
    [{ prefix: "p-", suffix: "-s", contains: "!" }, /^p-.*!.*-s$/],
    [{ pattern: "^[0-9]{4}$" }, /^\d{4}$/],
    [{ uuid: true }, /^[0-9a-f]{8}-/],
    [{ ipv4: true }, /^\d+\.\d+\.\d+\.\d+$/],
    [{ email: false }, /^order-id$/],
  ])("%j", (rules, fits) => {
    expect(textCandidates("order_id", rules)[0]).toMatch(fits);
  });
});

describe("candidates for bytes", () => {
  it.each<[rules: Rules, fits: (bytes: Uint8Array) => boolean]>([
    [{}, (bytes) => new TextDecoder().decode(bytes) === "data"],
    [{ len: "16" }, (bytes) => bytes.length === 16],
    [{ minLen: "5", maxLen: "6" }, (bytes) => bytes.length >= 5 && bytes.length <= 6],
    [
      { prefix: "AQI=", suffix: "Aw==", minLen: "9" },
      ([a, b, ...rest]) => a === 1 && b === 2 && rest.at(-1) === 3 && rest.length === 7,
    ],
    [{ contains: "/w==" }, (bytes) => bytes.includes(255)],
    [{ ipv4: true }, (bytes) => bytes.length === 4],
    [{ ipv6: true }, (bytes) => bytes.length === 16],
    [{ pattern: "^[0-9]+$" }, (bytes) => /^\d+$/.test(new TextDecoder().decode(bytes))],
  ])("%j", (rules, fits) => {
    expect(bytesCandidates("data", rules).map((text) => fits(base64Decode(text)))).toContain(true);
  });
});

describe("candidates for times", () => {
  it.each<[rules: Rules, expected: JsonValue]>([
    [{}, "2026-01-02T03:04:05.678Z"],
    [{ ltNow: true }, "2001-02-03T04:05:06Z"],
    [{ gtNow: true }, "2999-12-31T23:59:59Z"],
    [{ gt: "2027-01-01T00:00:00Z" }, "2027-01-01T00:00:01Z"],
    [{ lt: "0001-01-01T00:00:01Z" }, "0001-01-01T00:00:00Z"],
    [{ lt: "1960-01-01T00:00:00Z" }, "1959-12-31T23:59:59Z"],
    [{ const: "2020-02-02T00:00:00Z" }, "2020-02-02T00:00:00Z"],
  ])("instants of %j", (rules, expected) => {
    expect(instantCandidates(rules)).toContain(expected);
  });

  it.each<[rules: Rules, expected: JsonValue]>([
    [{}, "90s"],
    [{ gt: "5s", lt: "6s" }, "5.500s"],
    [{ lt: "-5s" }, "-6s"],
    [{ in: ["7s"] }, "7s"],
  ])("lengths of %j", (rules, expected) => {
    expect(lengthCandidates(rules)).toContain(expected);
  });
});
