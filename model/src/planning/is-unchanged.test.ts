import { expect, it } from "vitest";
import { compileProtos, proto3 } from "../test-support/compile-protos.ts";
import { planSets } from "./plan-sets.ts";

/** What a message was and is; `after` as `before` where it is left out. */
const CASES: readonly (readonly [says: string, unchanged: boolean, before: string, after?: string])[] = [
  ["the same", true, "string a = 1; repeated K k = 2; map<string, N> n = 3; oneof o { K c = 4; N m = 5; }"],
  ["other numbers of fields", true, "string a = 1; K k = 2;", "K k = 5; string a = 7;"],
  ["it became optional", false, "string a = 1;", "optional string a = 1;"],
  ["it is optional no more", false, "optional string a = 1;", "string a = 1;"],
  ["wider", false, "int32 a = 1;", "int64 a = 1;"],
  ["of the same range", true, "int32 a = 1;", "sfixed32 a = 1;"],
  ["one became many", false, "string a = 1;", "repeated string a = 1;"],
  ["new", false, "string a = 1;", "string a = 1; optional string b = 2;"],
  ["gone", false, "string a = 1; string b = 2;", "string a = 1;"],
  ["it joined a oneof", false, "optional string a = 1;", "oneof o { string a = 1; }"],
  ["a oneof of another name", false, "oneof o { string a = 1; }", "oneof p { string a = 1; }"],
  ["a oneof that has more", true, "oneof o { string a = 1; }", "oneof o { string a = 1; string b = 2; }"],
  ["a case of another type", false, "oneof o { int32 a = 1; }", "oneof o { int64 a = 1; }"],
  ["an enum of other numbers", false, "K k = 1;", "L k = 1;"],
  ["a list of them", false, "repeated K k = 1;", "repeated L k = 1;"],
  ["a map of them", false, "map<int32, K> k = 1;", "map<int32, L> k = 1;"],
  ["a case of them", false, "oneof o { K k = 1; }", "oneof o { L k = 1; }"],
  ["an enum that has more", true, "K k = 1;", "J k = 1;"],
];

const TYPES = `message N { string x = 1; } enum K { K_UNSPECIFIED = 0; K_A = 1; K_B = 2; }
  enum L { L_UNSPECIFIED = 0; L_A = 2; L_B = 1; } enum J { J_UNSPECIFIED = 0; J_A = 1; J_B = 2; J_C = 3; }`;
const files = (of: (one: (typeof CASES)[number]) => string) =>
  Object.fromEntries(CASES.map((one, at) => [`c${at}.proto`, proto3(`c${at}`, `message M { ${of(one)} } ${TYPES}`)]));
const { pairs } = planSets(
  compileProtos(files(([, , before]) => before)),
  compileProtos(files(([, , before, after]) => after ?? before)),
);

it.each(CASES.map(([says, unchanged], at) => [says, unchanged, at] as const))(
  "%s: unchanged is %s",
  (_says, unchanged, at) => {
    expect(pairs.find(({ to }) => to === `c${at}.M`)?.unchanged).toBe(unchanged);
  },
);
