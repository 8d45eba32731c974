import type { DescMessage } from "@bufbuild/protobuf";
import { registryOf } from "@postel/proto";
import { expect, it } from "vitest";
import { compileProtos, proto3 } from "../test-support/compile-protos.ts";
import { oneofRequiredByRule, requiredByRule } from "./required-by-rule.ts";

const V = "(buf.validate.field)";

/** A field of a type with rules, and whether they forbid to leave it unset or empty. */
const FIELDS: readonly (readonly [says: string, declaration: string, required: boolean])[] = [
  ["no rule", "string f = 1;", false],
  ["required", `string f = 1 [${V}.required = true];`, true],
  ["required, optional", `optional string f = 1 [${V}.required = true];`, true],
  ["not required", `string f = 1 [${V}.required = false];`, false],
  ["required, but ignored", `string f = 1 [${V}.required = true, ${V}.ignore = IGNORE_ALWAYS];`, false],
  [
    "required, even where zero is let through",
    `string f = 1 [${V}.required = true, ${V}.ignore = IGNORE_IF_ZERO_VALUE];`,
    true,
  ],
  ["a message", `M f = 1 [${V}.required = true];`, true],
  ["a bound on text says nothing of what is unset", `optional string f = 1 [${V}.string.min_len = 3];`, false],
  ["a list of one at least", `repeated string f = 1 [${V}.repeated.min_items = 1];`, true],
  ["a list of any length", `repeated string f = 1 [${V}.repeated.min_items = 0, ${V}.repeated.max_items = 9];`, false],
  [
    "a list of one, or none",
    `repeated string f = 1 [${V}.repeated.min_items = 1, ${V}.ignore = IGNORE_IF_ZERO_VALUE];`,
    false,
  ],
  ["a map of two", `map<string, string> f = 1 [${V}.map.min_pairs = 2];`, true],
  ["an enum that is not zero", `K f = 1 [${V}.enum.not_in = 0];`, true],
  ["an enum of some values, zero among them", `K f = 1 [${V}.enum = { in: [0, 1] }];`, false],
  ["an enum of some values", `K f = 1 [${V}.enum = { in: [1, 2] }];`, true],
  ["an enum that is one value", `K f = 1 [${V}.enum.const = 2];`, true],
  ["an enum that is zero", `K f = 1 [${V}.enum.const = 0];`, false],
  ["an enum that may be unset", `optional K f = 1 [${V}.enum.not_in = 0];`, false],
  ["an enum that is defined", `K f = 1 [${V}.enum.defined_only = true];`, false],
];

const ONEOFS: readonly (readonly [says: string, declaration: string, required: boolean])[] = [
  ["no rule", "oneof o { string f = 1; }", false],
  ["required", "oneof o { option (buf.validate.oneof).required = true; string f = 1; }", true],
  ["not required", "oneof o { option (buf.validate.oneof).required = false; string f = 1; }", false],
];

const body = (declaration: string) =>
  `message E { ${declaration} } message M {} enum K { K_UNSPECIFIED = 0; K_A = 1; K_B = 2; }`;
const all = [...FIELDS, ...ONEOFS];
const registry = registryOf(
  compileProtos(
    Object.fromEntries(all.map(([, declaration], at) => [`r${at}.proto`, proto3(`r${at}`, body(declaration))])),
  ),
);
const event = (at: number) => registry.getMessage(`r${at}.E`) as DescMessage;

it.each(FIELDS.map(([says, , required], at) => [says, at, required] as const))("a field: %s", (_says, at, required) => {
  const [field] = event(at).fields;
  expect(field && requiredByRule(field)).toBe(required);
});

it.each(ONEOFS.map(([says, , required], at) => [says, at, required] as const))("a oneof: %s", (_says, at, required) => {
  const [oneof] = event(FIELDS.length + at).oneofs;
  expect(oneof && oneofRequiredByRule(oneof)).toBe(required);
});
