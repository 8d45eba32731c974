import type { JsonValue } from "@bufbuild/protobuf";
import { anything, assert, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { differenceText, jsonDifferences } from "./json-difference.ts";

describe("differences of JSON", () => {
  it.each<[from: JsonValue, to: JsonValue, text: string]>([
    [{ a: 1 }, { a: 1 }, ""],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, ""],
    [{ a: "x" }, { a: "y" }, 'a was "x", is "y"'],
    [{ a: { b: [1, 2] } }, { a: { b: [1, 3] } }, "a.b[1] was 2, is 3"],
    [{ a: [1] }, { a: [1, 2] }, "a[1] is new: 2"],
    [{ a: [1, 2] }, { a: [1] }, "a[1] is gone, was 2"],
    [{}, { a: null }, "a is new: null"],
    [{ a: {} }, { a: [] }, "a was {}, is []"],
    [1, "1", 'it was 1, is "1"'],
    [{ a: 1, b: 1, c: 1, d: 1, e: 1 }, {}, "a is gone, was 1; b is gone, was 1; c is gone, was 1; and 2 more"],
    [{ a: "x".repeat(99) }, {}, `a is gone, was "${"x".repeat(59)}…`],
    [JSON.parse('{"__proto__": 1}'), {}, "__proto__ is gone, was 1"],
    [{}, JSON.parse('{"constructor": 1}'), "constructor is new: 1"],
  ])("between %j and %j", (from, to, text) => {
    expect(differenceText(jsonDifferences(from, to))).toBe(text);
  });

  it("are none exactly where both are the same, and alike in both directions", () => {
    const json = () => anything({ withNullPrototype: false, withBigInt: false, maxDepth: 3 }).map(toJson);
    assert(
      property(json(), json(), (a, b) => {
        expect(jsonDifferences(a, a)).toEqual([]);
        const [there, back] = [jsonDifferences(a, b), jsonDifferences(b, a)];
        expect(there.length).toBe(back.length);
        expect(there.map(({ path }) => path).sort()).toEqual(back.map(({ path }) => path).sort());
      }),
      { numRuns: 300 },
    );
  });
});

function toJson(value: unknown): JsonValue {
  return JSON.parse(JSON.stringify(value) ?? "null");
}
