import { assert, jsonValue, property } from "fast-check";
import { expect, it } from "vitest";
import { jsonFile } from "./json-file.ts";

it("reads whatever is JSON, without a problem", () => {
  assert(
    property(jsonValue(), (value) => {
      for (const text of [JSON.stringify(value), JSON.stringify(value, null, 2)]) {
        const file = jsonFile("x.json", text);
        expect([file.value, file.problems]).toEqual([JSON.parse(text), []]);
      }
    }),
    { numRuns: 300 },
  );
});

it.each([
  ['{"a": 1, "a": 2}', 1, 10],
  ['{"a": ["x", ":"],\n "b": {"c\\"": 1, "c\\"": 2}}', 2, 18],
  ["{a: 1", 1, 2],
  ["", 1, 1],
  ["{'a': 1}", 1, 1],
  ['{"a": 01}', 1, 7],
])("says where %j is none", (text, line, column) => {
  const { value, problems } = jsonFile("x.json", text);
  expect(problems[0]?.message).toMatch(/^The file is no JSON/);
  expect([value, problems[0]?.line, problems[0]?.column]).toEqual([undefined, line, column]);
});

it("finds the place of a value, or of what is around it", () => {
  const { complain } = jsonFile("x.json", '{\n "a": [\n  {"b": 1}\n ]\n}');
  const at = (...keys: (string | number)[]) => {
    const { line, column } = complain(keys, "");
    return [line, column];
  };
  expect([at(), at("a"), at("a", 0), at("a", 0, "b"), at("a", 0, "c", "d"), at("a", 7)]).toEqual([
    [1, 1],
    [2, 7],
    [3, 3],
    [3, 9],
    [3, 3],
    [2, 7],
  ]);
});
