import type { JsonValue } from "@bufbuild/protobuf";
import { expect, it } from "vitest";
import { directionOf } from "./direction.ts";

type Rules = Record<string, JsonValue>;
const direction = (before: Rules, after: Rules) =>
  directionOf(new Map(Object.entries(before)), new Map(Object.entries(after)));

it.each<[string, Rules, Rules, string | undefined]>([
  ["a new rule", {}, { "string.pattern": "a" }, "tightened"],
  ["a rule that went", { "string.pattern": "a" }, {}, "loosened"],
  ["another pattern", { "string.pattern": "a" }, { "string.pattern": "b" }, "tightened"],
  ["a higher lower bound", { "int32.gte": 1 }, { "int32.gte": 2 }, "tightened"],
  ["a lower lower bound", { "string.minLen": "10" }, { "string.minLen": "9" }, "loosened"],
  ["a higher upper bound", { "string.maxLen": "9" }, { "string.maxLen": "10" }, "loosened"],
  ["a lower upper bound", { "duration.lte": "3.5s" }, { "duration.lte": "3s" }, "tightened"],
  ["one more allowed value", { "string.in": ["a"] }, { "string.in": ["b", "a"] }, "loosened"],
  ["one allowed value less", { "string.in": ["a", "b"] }, { "string.in": ["a"] }, "tightened"],
  ["one forbidden value less", { "string.notIn": ["a", "b"] }, { "string.notIn": ["a"] }, "loosened"],
  ["one more forbidden value", { "string.notIn": ["a"] }, { "string.notIn": ["a", "b"] }, "tightened"],
  ["required", { required: false }, { required: true }, "tightened"],
  ["no longer required", { required: true }, {}, "loosened"],
  ["another expression", { cel: [{ expression: "a" }] }, { cel: [{ expression: "b" }] }, "tightened"],
  [
    "one expression less",
    { cel: [{ expression: "a" }, { expression: "b" }] },
    { cel: [{ expression: "b" }] },
    "loosened",
  ],
  ["rules that no longer apply", {}, { ignore: "IGNORE_ALWAYS" }, "loosened"],
  ["rules that apply again", { ignore: "IGNORE_ALWAYS" }, {}, "tightened"],
  ["both ways at once", { "int32.gte": 1, "int32.lte": 5 }, { "int32.gte": 2, "int32.lte": 6 }, "tightened"],
  ["an example", {}, { "string.example": ["a"] }, undefined],
  ["nothing", { "int32.gt": 1 }, { "int32.gt": 1 }, undefined],
])("%s", (_, before, after, expected) => {
  expect(direction(before, after)).toBe(expected);
});
