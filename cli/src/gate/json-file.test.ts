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
  ['{"a": 1, "a": 2}', 1, 10, "a key stands twice"],
  ['{"a": ["x", ":"],\n "b": {"c\\"": 1, "c\\"": 2}}', 2, 18, "a key stands twice"],
  ["{a: 1", 1, 2, "expected property name or '}'"],
  ["", 1, 1, "unexpected end of JSON input"],
  ["{'a': 1}", 1, 2, "expected property name or '}'"],
  ['{"a": 01}', 1, 8, "unexpected number"],
  ['{"a": 1}\n{', 2, 1, "unexpected non-whitespace character after JSON"],
  ["<<<<<<< HEAD\n{}", 1, 1, "unexpected token '<'"],
  ["secret:x:0:0:root", 1, 1, "unexpected token 's'"],
  [`${"[".repeat(100_000)}`, 1, 1, "its values are nested deeper than 200"],
  [`${'{"a":'.repeat(201)}1${"}".repeat(201)}`, 1, 1, "its values are nested deeper than 200"],
])("says once where %j is none, and why, and repeats nothing of it", (text, line, column, why) => {
  const { value, problems } = jsonFile("x.json", text);
  expect(problems.map((problem) => problem.message)).toEqual([`The file is no JSON that can be read: ${why}.`]);
  expect([value, problems[0]?.line, problems[0]?.column]).toEqual([undefined, line, column]);
});

it("takes a byte order mark, and brackets in texts", () => {
  expect(jsonFile("x.json", '\uFEFF{"a": 1}')).toMatchObject({ value: { a: 1 }, problems: [] });
  expect(jsonFile("x.json", JSON.stringify("[".repeat(1000))).problems).toEqual([]);
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
