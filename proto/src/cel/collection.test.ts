import { describe, expect, it } from "vitest";
import * as cel from "../cel.ts";

describe("lists and maps", () => {
  it("finds items by index and key, and nothing that was not put in", () => {
    expect(cel.itemAt(["a", "b"], 1n)).toBe("b");
    expect(() => cel.itemAt(["a"], 1n)).toThrow(RangeError);
    expect(() => cel.itemAt(["a"], -1n)).toThrow(RangeError);
    expect(cel.valueAt({ a: 1 }, "a")).toBe(1);
    expect(cel.valueAt({ 7: "x" }, 7n)).toBe("x");
    for (const name of ["b", "__proto__", "constructor"]) expect(() => cel.valueAt({ a: 1 }, name)).toThrow(RangeError);
  });

  it("keeps every key a key", () => {
    const map = cel.mapOf([
      ["__proto__", 1n],
      ["constructor", 2n],
    ]);
    expect(Object.entries(map)).toEqual([
      ["__proto__", 1n],
      ["constructor", 2n],
    ]);
    expect(Object.entries(cel.mapValues(map, (value) => value + 1n))).toEqual([
      ["__proto__", 2n],
      ["constructor", 3n],
    ]);
    expect(() =>
      cel.mapOf([
        ["a", 1],
        ["a", 2],
      ]),
    ).toThrow("given twice");
  });

  it("narrows keys that fit", () => {
    expect(cel.int32Keys({ "-5": 1 })).toEqual({ "-5": 1 });
    expect(() => cel.int32Keys({ "2147483648": 1 })).toThrow("does not fit into int32");
    expect(() => cel.uint32Keys({ "4294967296": 1 })).toThrow("does not fit into uint32");
  });

  it("needs what must be there", () => {
    expect(cel.required(0)).toBe(0);
    expect(() => cel.required(null)).toThrow(TypeError);
    expect(() => cel.required(undefined)).toThrow(TypeError);
    expect(cel.unlessNull(undefined, String)).toBe(null);
    expect(cel.unlessNull(1, String)).toBe("1");
  });
});

describe("equality", () => {
  it.each<[string, unknown, unknown, boolean]>([
    ["NaN never", Number.NaN, Number.NaN, false],
    ["the two zeros", 0, -0, true],
    ["null and undefined", null, undefined, true],
    ["null and zero", null, 0, false],
    ["text and number", "1", 1, false],
    ["lists", [1n, [2n]], [1n, [2n]], true],
    ["lists of other length", [1n], [1n, 2n], false],
    ["a list and a map", [], {}, false],
    ["a map and a list", {}, [], false],
    ["bytes", Uint8Array.of(1), Uint8Array.of(1), true],
    ["bytes and a list", Uint8Array.of(1), [1], false],
    ["maps in any order", { a: 1n, b: 2n }, { b: 2n, a: 1n }, true],
    ["maps with other keys", { a: 1n }, { b: 1n }, false],
    ["messages with unset members", { $typeName: "m", a: undefined }, { $typeName: "m" }, true],
    ["messages of other types", { $typeName: "m" }, { $typeName: "n" }, false],
    ["a key that every object has", { a: 1 }, { toString: 1 }, false],
  ])("%s", (_, a, b, equal) => {
    expect(cel.equalValues(a, b)).toBe(equal);
    expect(cel.equalValues(b, a)).toBe(equal);
  });
});
