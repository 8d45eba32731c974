import fc from "fast-check";
import { expect, it } from "vitest";
import { bumpFor, levelOf } from "./bump.ts";
import type { Change } from "./change.ts";
import { diff } from "./diff.ts";
import { changeText } from "./report/change-text.ts";
import { compileProto3, compileTexts } from "./testing-support/compile-texts.ts";
import { allFixtureFiles } from "./testing-support/fixtures.ts";

const bump = (before: string, after: string) => bumpFor(diff(compileProto3(before), compileProto3(after))).bump;
const event = (options: string, name = "OrderPlaced") =>
  `message ${name} { option (postel.v1.event) = {${options}}; string id = 1; string customer = 2; }`;

it.each([
  ["none", "message A {}", "message A {}"],
  ["minor", "message A {}", "message A { string a = 1; }"],
  ["minor", "message A {}", "message A {} enum E { NONE = 0; }"],
  ["minor", "enum E { NONE = 0; }", "enum E { NONE = 0; ONE = 1; }"],
  ["minor", "message A { string a = 1; }", "message A { string a = 1 [deprecated = true]; }"],
  ["patch", "message A {}", 'option go_package = "x"; message A {}'],
  ["patch", "message A {}", "message A { reserved 7; }"],
  ["major", "message A { string a = 1; }", "message A {}"],
  ["major", "message A { string a = 1; }", "message A { string b = 1; }"],
  ["major", "message A { string a = 1; }", "message A { bytes a = 1; }"],
  ["major", "message A { string a = 1; }", "message A { optional string a = 1; }"],
  ["major", "enum E { NONE = 0; ONE = 1; }", "enum E { NONE = 0; UNO = 1; }"],
  ["minor", "enum E { NONE = 0; ONE = 1; }", "enum E { option allow_alias = true; NONE = 0; ONE = 1; UNO = 1; }"],
  ["minor", event('topic: "a"'), `${event('topic: "a"')} ${event('topic: "a"', "OrderPaid")}`],
  ["major", event('topic: "a"'), event('topic: "b"')],
  ["major", event('key: "id"'), event('key: "customer"')],
  ["patch", event('owner: "a"'), event('owner: "b"')],
  ["major", event('topic: "a"'), ""],
])("%s: %s -> %s", (expected, before, after) => {
  expect(bump(before, after)).toBe(expected);
});

it("is major when a lineage gains a major, minor when a new one begins", () => {
  const file = (name: string) =>
    `syntax = "proto3"; package ${name}; import "postel/v1/event.proto"; ${event('topic: "a"')}`;
  const v1 = { "a/v1.proto": file("a.v1") };
  const changes = diff(compileTexts(v1), compileTexts({ ...v1, "a/v2.proto": file("a.v2") }));
  expect(bumpFor(changes).because.map(changeText)).toEqual(["event a.v2.OrderPlaced was added"]);
  expect(bumpFor(changes).bump).toBe("major");
  expect(bumpFor(diff(compileTexts(v1), compileTexts({ ...v1, "b/v1.proto": file("b.v1") }))).bump).toBe("minor");
});

it("rises when validation is tightened, not when it is loosened", () => {
  const body = (rule: string) => `message M { string a = 1 [(buf.validate.field).string.${rule}]; }`;
  expect(bump(body("min_len = 1"), body("min_len = 2"))).toBe("major");
  expect(bump(body("min_len = 2"), body("min_len = 1"))).toBe("minor");
  expect(bump("message M {}", "message M { string a = 1 [(buf.validate.field).required = true]; }")).toBe("major");
});

it("never falls when facts are added", () => {
  const changes = diff(compileTexts(allFixtureFiles("before")), compileTexts(allFixtureFiles("after")));
  const rank = (some: readonly Change[]) => ["none", "patch", "minor", "major"].indexOf(bumpFor(some).bump);
  const part = fc.subarray(changes.map((_, index) => index));
  fc.assert(
    fc.property(part, part, (a, b) => {
      const pick = (indexes: readonly number[]) => indexes.flatMap((index) => changes[index] ?? []);
      return rank(pick([...a, ...b])) === Math.max(rank(pick(a)), rank(pick(b)));
    }),
  );
  expect(new Set(changes.map(levelOf))).toEqual(new Set(["patch", "minor", "major"]));
});
