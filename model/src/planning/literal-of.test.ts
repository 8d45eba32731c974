import type { DescMessage } from "@bufbuild/protobuf";
import { registryOf } from "@postel/proto";
import { expect, it } from "vitest";
import type { Literal } from "../field-ref.ts";
import { compileProtos } from "../test-support/compile-protos.ts";
import { defaultOf, numberLiteral } from "./literal-of.ts";

const CASES: readonly (readonly [declaration: string, value: Literal])[] = [
  ["optional int32 f = 1;", { kind: "number", value: 0 }],
  ["optional int32 f = 1 [default = -7];", { kind: "number", value: -7 }],
  ["optional int64 f = 1;", { kind: "bigint", value: "0" }],
  ["optional int64 f = 1 [default = -9223372036854775808];", { kind: "bigint", value: "-9223372036854775808" }],
  ["optional fixed64 f = 1 [default = 18446744073709551615];", { kind: "bigint", value: "18446744073709551615" }],
  ["optional int64 f = 1 [default = 5, jstype = JS_STRING];", { kind: "string", value: "5" }],
  ["optional sint64 f = 1 [jstype = JS_STRING];", { kind: "string", value: "0" }],
  ["optional double f = 1 [default = nan];", { kind: "number", value: "NaN" }],
  ["optional double f = 1 [default = inf];", { kind: "number", value: "Infinity" }],
  ["optional float f = 1 [default = -inf];", { kind: "number", value: "-Infinity" }],
  ["optional double f = 1 [default = -0.0];", { kind: "number", value: "-0" }],
  ["optional double f = 1 [default = 1e-300];", { kind: "number", value: 1e-300 }],
  ["optional bool f = 1;", { kind: "boolean", value: false }],
  ["optional bool f = 1 [default = true];", { kind: "boolean", value: true }],
  ["optional string f = 1;", { kind: "string", value: "" }],
  ['optional string f = 1 [default = "a\\"\\n\\u2028"];', { kind: "string", value: 'a"\n\u2028' }],
  ["optional bytes f = 1;", { kind: "bytes", base64: "" }],
  ['optional bytes f = 1 [default = "\\xff\\000a"];', { kind: "bytes", base64: "/wBh" }],
  ["optional K f = 1;", { kind: "number", value: 3 }],
  ["optional K f = 1 [default = LATER];", { kind: "number", value: -1 }],
  ["optional E f = 1;", { kind: "null" }],
  ["optional google.protobuf.StringValue f = 1;", { kind: "string", value: "" }],
  ["optional google.protobuf.Int64Value f = 1;", { kind: "bigint", value: "0" }],
];

const registry = registryOf(
  compileProtos(
    Object.fromEntries(
      CASES.map(([declaration], at) => [
        `d${at}.proto`,
        `syntax = "proto2"; package d${at}; import "google/protobuf/wrappers.proto";
         message E { ${declaration} } enum K { FIRST = 3; LATER = -1; }`,
      ]),
    ),
  ),
);

it.each(CASES.map(([declaration, value], at) => [declaration, at, value] as const))("%s", (_declaration, at, value) => {
  const [field] = (registry.getMessage(`d${at}.E`) as DescMessage).fields;
  expect(field && defaultOf(field)).toEqual(value);
});

it("survives JSON, whatever the number", () => {
  for (const value of [0, -0, 1.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.MIN_VALUE]) {
    const literal = JSON.parse(JSON.stringify(numberLiteral(value)));
    expect(Object.is(Number(literal.value), value)).toBe(true);
  }
});
