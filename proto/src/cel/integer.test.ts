import { describe, expect, it } from "vitest";
import {
  checkedInt,
  checkedUint,
  doubleToInt,
  doubleToUint,
  textToInt,
  textToUint,
  toInt32,
  toUint32,
} from "./integer.ts";

describe("checked arithmetic", () => {
  it("gives what fits and throws on the first value that does not", () => {
    expect(checkedInt(2n ** 63n - 1n)).toBe(2n ** 63n - 1n);
    expect(checkedInt(-(2n ** 63n))).toBe(-(2n ** 63n));
    expect(() => checkedInt(2n ** 63n)).toThrow(RangeError);
    expect(() => checkedInt(-(2n ** 63n) - 1n)).toThrow(RangeError);
    expect(checkedUint(2n ** 64n - 1n)).toBe(2n ** 64n - 1n);
    expect(() => checkedUint(-1n)).toThrow(RangeError);
    expect(() => checkedUint(2n ** 64n)).toThrow(RangeError);
  });

  it("narrows only what fits", () => {
    expect(toInt32(-(2n ** 31n))).toBe(-2147483648);
    expect(() => toInt32(2n ** 31n)).toThrow("does not fit into int32");
    expect(toUint32(2n ** 32n - 1n)).toBe(4294967295);
    expect(() => toUint32(2n ** 32n)).toThrow("does not fit into uint32");
  });
});

describe("conversions", () => {
  it.each([
    [1.9, 1n],
    [-1.9, -1n],
    [-0, 0n],
    [2 ** 53, 2n ** 53n],
  ])("cuts %d towards zero", (value, whole) => {
    expect(doubleToInt(value)).toBe(whole);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2 ** 63, -(2 ** 63), 1e99])(
    "has no int for %d",
    (value) => {
      expect(() => doubleToInt(value)).toThrow(RangeError);
    },
  );

  it.each([-0.1, -1, Number.NaN, 2 ** 64])("has no uint for %d", (value) => {
    expect(() => doubleToUint(value)).toThrow(RangeError);
    expect(doubleToUint(1.9)).toBe(1n);
  });

  it.each([
    ["0", 0n],
    ["-9223372036854775808", -(2n ** 63n)],
    ["+007", 7n],
  ])("reads %s", (text, value) => {
    expect(textToInt(text)).toBe(value);
  });

  it.each(["", " 1", "1.0", "0x1", "9223372036854775808", "1e3", "--1", "1".repeat(100_000)])(
    "refuses %.20s",
    (text) => {
      expect(() => textToInt(text)).toThrow(RangeError);
      expect(() => textToUint(`-${text}`)).toThrow(RangeError);
      expect(textToUint("18446744073709551615")).toBe(2n ** 64n - 1n);
    },
  );
});
