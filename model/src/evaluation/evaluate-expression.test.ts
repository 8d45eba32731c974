import { create, type DescMessage, type MessageInitShape } from "@bufbuild/protobuf";
import { registryOf } from "@postel/proto";
import { describe, expect, it } from "vitest";
import type { Expression, ExpressionType } from "../expression.ts";
import { typeExpression } from "../expressions/compile-expression.ts";
import { compileProtos, proto3 } from "../test-support/compile-protos.ts";
import { evaluateExpression } from "./evaluate-expression.ts";

const types = registryOf(
  compileProtos({
    "a/v1/a.proto": proto3(
      "a.v1",
      `message E { string name = 1; int32 count = 2; uint32 size = 3; repeated int32 many = 4; map<int32, string> names = 5; E inner = 6;
         optional bool flag = 7; oneof pay { string card = 8; int64 cash = 9; } Colour colour = 10; bytes raw = 11; }
       enum Colour { COLOUR_UNSPECIFIED = 0; COLOUR_RED = 1; }`,
    ),
    "b/v1/b.proto": `edition = "2023"; package b.v1; message E { string name = 1 [default = "x"]; int32 count = 2 [features.field_presence = IMPLICIT]; }`,
  }),
);
const e = types.getMessage("a.v1.E") as DescMessage;
const init = {
  name: "Ada",
  count: -3,
  many: [1, 2, 3],
  names: { 1: "one" },
  pay: { case: "cash", value: 5n },
  raw: Uint8Array.of(1),
} as MessageInitShape<typeof e>;

function treeOf(text: string, of = e, variables?: ReadonlyMap<string, ExpressionType>): Expression {
  const typed = typeExpression(text, { old: of, file: of.file, ...(variables === undefined ? {} : { variables }) });
  if (typed.kind === "invalid") throw new Error(typed.reason);
  return typed.tree;
}

describe("evaluateExpression", () => {
  it.each<[string, unknown]>([
    ["old.name + '!'", "Ada!"],
    ["old.count * 2", -6n],
    ["old.size", 0n],
    ["old.many", [1n, 2n, 3n]],
    ["old.names", { 1: "one" }],
    ["old.names.map(k, k + 1)", [2n]],
    ["old.inner.name", ""],
    ["has(old.inner)", false],
    ["has(old.flag)", false],
    ["old.card", ""],
    ["old.cash", 5n],
    ["old.colour == Colour.RED ? 'red' : 'none'", "none"],
    ["{old.name: old.many}", { Ada: [1n, 2n, 3n] }],
    ["old.many.map(m, old.many.filter(n, n > m))", [[2n, 3n], [3n], []]],
    ["null", null],
    ["b'ab' + old.raw", Uint8Array.of(97, 98, 1)],
  ])("%s", (text, value) => {
    expect(evaluateExpression(treeOf(text), create(e, init), types)).toEqual({ kind: "value", value });
  });

  it("makes messages as protobuf-es would", () => {
    const result = evaluateExpression(treeOf("E{name: 'x', inner: E{}, cash: 1}"), create(e), types);
    const value = create(e, { name: "x", inner: create(e), pay: { case: "cash", value: 1n } } as MessageInitShape<
      typeof e
    >);
    expect(result).toEqual({ kind: "value", value });
  });

  it("knows presence where a prototype holds defaults", () => {
    const edition = types.getMessage("b.v1.E") as DescMessage;
    const of = (text: string, init: object) =>
      evaluateExpression(treeOf(text, edition), create(edition, init as MessageInitShape<typeof edition>), types);
    expect(of("has(old.name) ? 'set' : old.name", {})).toEqual({ kind: "value", value: "x" });
    expect(of("has(old.name)", { name: "x" })).toEqual({ kind: "value", value: true });
    expect(of("has(old.count)", { count: 0 })).toEqual({ kind: "value", value: false });
    expect(of("E{count: 3}.name", {})).toEqual({ kind: "value", value: "x" });
  });

  it("reads variables", () => {
    const tree = treeOf("x + old.count", e, new Map([["x", { kind: "int" }]]));
    expect(evaluateExpression(tree, create(e, init), types, new Map([["x", 10n]]))).toEqual({
      kind: "value",
      value: 7n,
    });
  });

  it.each([
    ["old.count / 0", "Division by zero"],
    ["9223372036854775807 - old.count", "int64 overflow"],
    ["old.many[3]", "the index 3 is outside a list of 3"],
    ["old.names[2]", 'there is no key "2"'],
    ["int(old.name)", '"Ada" is no int'],
    ["uint(old.count)", "uint64 overflow"],
  ])("fails with a reason: %s", (text, reason) => {
    expect(evaluateExpression(treeOf(text), create(e, init), types)).toEqual({ kind: "failed", reason });
  });

  it("stops what takes too many steps", () => {
    const message = create(e, { many: Array(1000).fill(1) } as MessageInitShape<typeof e>);
    const tree = treeOf("old.many.all(a, old.many.all(b, old.many.all(c, a + b + c > 0)))");
    expect(evaluateExpression(tree, message, types)).toEqual({
      kind: "failed",
      reason: "the expression takes too many steps",
    });
  });

  it.each<[string, Expression, string]>([
    ["an operation of a later version", { kind: "call", op: "toString", args: [] }, "does not know"],
    [
      "a message that nobody knows",
      { kind: "message", message: "x.Y", plain: false, members: [] },
      "is not known here",
    ],
  ])("fails for %s", (_, tree, reason) => {
    expect(evaluateExpression(tree, create(e), types)).toMatchObject({
      kind: "failed",
      reason: expect.stringContaining(reason),
    });
  });
});
