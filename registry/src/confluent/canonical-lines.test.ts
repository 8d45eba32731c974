import { expect, it } from "vitest";
import { block, indent, separated, withOptions } from "./canonical-lines.ts";

it.each([
  [[], ["a {}"]],
  [[[], []], ["a {}"]],
  [[["b"]], ["a {", "  b", "}"]],
  [
    [["b", "c"], [], ["d"]],
    ["a {", "  b", "  c", "", "  d", "}"],
  ],
  [[["b {", "  c", "", "  d", "}"]], ["a {", "  b {", "    c", "  ", "    d", "  }", "}"]],
])("braces around %j", (parts, lines) => {
  expect(block("a", ...parts)).toEqual(lines);
});

it.each([
  [[], ["a;"]],
  [["b"], ["a [b];"]],
  [["b = {\n}"], ["a [b = {", "}];"]],
  [
    ["b = {\n}", "c"],
    ["a [", "  b = {", "  },", "  c", "];"],
  ],
])("a statement with the options %j", (options, lines) => {
  expect(withOptions("a", options)).toEqual(lines);
});

it("puts commas between values, behind their last lines", () => {
  expect(separated([["a"], ["b", "c"], ["d"]])).toEqual(["a,", "b", "c,", "d"]);
  expect(separated([])).toEqual([]);
  expect(indent("")).toBe("  ");
});
