import { describe, expect, it } from "vitest";
import { checkedInt, checkedUint, textSize, toInt32, toUint32 } from "./expression.ts";

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

describe("textSize", () => {
  it("counts code points, not UTF-16 units", () => {
    expect(textSize("")).toBe(0n);
    expect(textSize("aé😀")).toBe(3n);
  });
});
