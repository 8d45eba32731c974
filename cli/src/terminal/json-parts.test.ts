import fc from "fast-check";
import { expect, it } from "vitest";
import { jsonParts } from "./json-parts.ts";
import { jsonText } from "./json-text.ts";

const whole = (document: { readonly version: number }) => [...jsonParts(document)].join("");

it("says what the text in one says, whatever the document", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (fields) => {
      const document = { ...fields, version: 1 };
      expect(whole(document)).toBe(jsonText(document));
    }),
    { numRuns: 300 },
  );
});

it.each([
  ["nothing within", { version: 1, a: [], b: {}, c: [[]], d: [{}], e: { f: { g: { h: { i: [] } } } } }],
  ["what is left out", { version: 1, a: undefined, b: { c: undefined }, d: [{ e: undefined }] }],
  ["what would steer a terminal", { version: 1, a: ["\u001b[31m", "\u202e", "line\nbreak"] }],
  ["names of JavaScript's own", { version: 1, constructor: { toString: 1 }, ["__proto__"]: [2] }],
])("so it does for %s", (_what, document) => {
  expect(whole(document)).toBe(jsonText(document));
});

it("comes in parts that are far shorter than a string may be", () => {
  const document = {
    version: 1,
    messages: { pairs: Array.from({ length: 400 }, (_, at) => ({ at, text: "x".repeat(9000) })) },
  };
  const parts = [...jsonParts(document)];
  expect(parts.length).toBeGreaterThan(2);
  expect(Math.max(...parts.map(({ length }) => length))).toBeLessThan(1_200_000);
  expect(parts.join("")).toBe(jsonText(document));
});
