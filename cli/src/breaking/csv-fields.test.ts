import fc from "fast-check";
import { expect, it } from "vitest";
import { csvFields, csvLine } from "./csv-fields.ts";

it.each([
  [[], []],
  [[""], []],
  [["a"], ["a"]],
  [
    ["a,b", "c"],
    ["a", "b", "c"],
  ],
  [['"a,b"'], ["a,b"]],
  [['"say ""hi"""'], ['say "hi"']],
  [["a,"], ["a", ""]],
  [["a\nb"], ["a"]],
  [["a b/c d"], ["a b/c d"]],
])("takes %j for %j", (values, fields) => {
  expect(csvFields(values)).toEqual(fields);
});

it.each(['a"b', '"a', '"a"b'])("refuses %j", (value) => {
  expect(() => csvFields([value])).toThrow(/a quote is amiss/);
});

it("reads back what is written with quotes", () => {
  const field = fc.string().filter((text) => !/[\r\n]/.test(text));
  fc.assert(
    fc.property(fc.array(field, { minLength: 1 }), (fields) => {
      const line = fields.map((text) => `"${text.replaceAll('"', '""')}"`).join(",");
      expect(csvFields([line])).toEqual(fields);
      expect(csvFields(fields.map(csvLine))).toEqual(fields.filter((text) => text !== ""));
    }),
  );
});
