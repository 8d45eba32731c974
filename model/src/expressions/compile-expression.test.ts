import type { DescField, DescMessage } from "@bufbuild/protobuf";
import { registryOf } from "@postel/proto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileProtos, proto3 } from "../test-support/compile-protos.ts";
import { compileExpression } from "./compile-expression.ts";

const set = compileProtos({
  "a/v1/a.proto": proto3(
    "a.v1",
    `message E { string first = 1; string last = 2; int64 cents = 3; int32 count = 4; uint32 size = 5; optional string note = 6;
       Inner inner = 7; Colour colour = 8; double rate = 9; repeated string tags = 10; oneof pay { string card = 11; } }
     message Inner { string city = 1; }
     enum Colour { COLOUR_UNSPECIFIED = 0; COLOUR_RED = 1; }`,
  ),
  "a/v2/a.proto": proto3(
    "a.v2",
    `message E { string text = 1; int64 long = 2; int32 whole = 3; uint32 natural = 4; bool yes = 5; double real = 6; Money money = 7;
       Tint tint = 8; repeated string many = 9; optional string maybe = 10; float single = 11; }
     message Money { string currency = 1; int64 cents = 2; repeated string notes = 3; oneof kind { string label = 4; } optional int32 rank = 5; }
     enum Tint { TINT_UNSPECIFIED = 0; TINT_RED = 1; }`,
  ),
});
const source = registryOf(set).getMessage("a.v1.E") as DescMessage;
const target = registryOf(set).getMessage("a.v2.E") as DescMessage;
const field = (name: string) => target.fields.find((f) => f.name === name) as DescField;

function compiled(text: string, name: string) {
  const result = compileExpression(text, source, field(name));
  return result.kind === "compiled" ? result : `invalid: ${result.reason}`;
}

describe("what fits", () => {
  it.each([
    ["old.first + ' ' + old.last", "text"],
    ["old.note", "text"],
    ["old.inner.city", "text"],
    ["old.card", "text"],
    ["has(old.note) ? old.note : 'none'", "text"],
    ["string(old.cents)", "text"],
    ["old.cents * 100", "long"],
    ["int(old.size)", "long"],
    ["old.count + 1", "whole"],
    ["uint(old.count)", "natural"],
    ["size(old.first) > 3 && old.first.startsWith('a') || !(old.count == 0)", "yes"],
    ["double(old.cents) / 100.0", "real"],
    ["old.rate", "single"],
    ["Money{currency: 'EUR', cents: old.cents}", "money"],
    ["Money{label: 'x'}", "money"],
    ["a.v2.Money{}", "money"],
    ["Tint.TINT_RED", "tint"],
    ["Tint.RED", "tint"],
    ["old.colour == Colour.RED ? Tint.RED : Tint.UNSPECIFIED", "tint"],
  ])("%s for %s", (text, name) => {
    expect(compiled(text, name)).toMatchObject({ kind: "compiled" });
  });

  it("marks what may be null", () => {
    expect(compiled("has(old.note) ? old.note : null", "maybe")).toMatchObject({ nullable: true });
    expect(compiled("old.first", "maybe")).toMatchObject({ nullable: false });
  });

  it("folds a constant into the field's form, and refuses one out of range", () => {
    expect(compiled("7", "whole")).toMatchObject({ tree: { literal: { kind: "number", value: 7 } } });
    expect(compiled("4294967296", "whole")).toBe("invalid: 4294967296 does not fit into int32");
  });

  it("names every member of a plain message", () => {
    const outcome = compiled("Money{cents: 1}", "money");
    expect(outcome).toMatchObject({ tree: { kind: "message", plain: true } });
    if (typeof outcome === "string" || outcome.tree.kind !== "message") return;
    expect(outcome.tree.members.map((member) => member.kind)).toEqual(["field", "field", "empty-list", "no-case"]);
  });
});

describe("what does not", () => {
  it.each([
    ["old.nope", "text", 'a.v1.E has no field "nope"; it has first, last'],
    ["old.cents", "text", "it gives int, and text is a string"],
    ["old.first", "long", "it gives string, and long is an int64"],
    ["old.first + old.cents", "text", "the operator + on string and int is outside the expressions; write a function"],
    ["old.first.matches('a+')", "yes", "matches() is outside the expressions; write a function"],
    ["[1, 2]", "many", "it gives list of int, and many is a list of string"],
    ["new.first", "text", '"new" is not known; the earlier message is called old'],
    ["old.first +", "text", "syntax error at 1:11"],
    ["Money{nope: 1}", "money", 'a.v2.Money has no field "nope"'],
    ["Nope{}", "money", 'there is no message "Nope"'],
    ["Money{cents: null}", "money", "cents cannot be null; leave it out instead"],
    ["Money{cents: has(old.note) ? 1 : null}", "money", "cents is given a value that may be null"],
    ["true ? 1 : 'a'", "long", "its branches give int and string"],
    ["old.count ? 1 : 2", "long", "the condition gives int, not bool"],
    ["Tint.BLUE", "tint", 'a.v2.Tint has no value "BLUE"'],
    ["old.inner", "money", "it gives message a.v1.Inner or null, and money is a message a.v2.Money"],
  ])("%s for %s", (text, name, reason) => {
    expect(compiled(text, name)).toContain(reason);
  });

  it("bounds length, depth and loops", () => {
    expect(compiled("x".repeat(5000), "text")).toContain("it is longer than 4096 characters");
    expect(compiled(`${"string(".repeat(100)}old.first${")".repeat(100)}`, "text")).toContain(
      "it is nested too deeply",
    );
    const loops = (depth: number): string => (depth === 0 ? "true" : `old.tags.all(t, ${loops(depth - 1)})`);
    expect(compiled(loops(3), "yes")).toMatchObject({ kind: "compiled" });
    expect(compiled(loops(4), "yes")).toContain("loops are nested too deeply; write a function");
  });

  it("never throws, whatever the text", () => {
    const pieces = fc.constantFrom(
      "old",
      ".",
      "first",
      "cents",
      "+",
      "(",
      ")",
      "'a'",
      "1",
      "has",
      "?",
      ":",
      "Money",
      "{",
      "}",
      "[",
      "]",
      "!",
      "\u0000",
      "__proto__",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join("")),
        ),
        (text) => {
          expect(["compiled", "invalid"]).toContain(compileExpression(text, source, field("text")).kind);
        },
      ),
    );
  });
});
