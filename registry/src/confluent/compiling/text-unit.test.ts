import { describe, expect, it } from "vitest";
import type { Dependency } from "../link-schema.ts";
import { textUnit } from "./text-unit.ts";

const dependency = (path: string, text = ""): Dependency => ({ path, text, descriptor: new Uint8Array() });
const GOOD = 'syntax = "proto3"; package a.b; message M { string id = 1 [deprecated = true]; }';

describe("a text to compile", () => {
  it.each<[string, string, readonly Dependency[], boolean]>([
    ["a plain text", GOOD, [], true],
    ["with a reference", GOOD, [dependency("x/y.proto")], true],
    ["with an Any in an option", "option (any) = { [type.googleapis.com/a.B] { } };", [], false],
    ["with an Any behind a comment", "option (any) = { [ /* ] */ x.y/a.B] { } };", [], false],
    ["that refers to an Any", GOOD, [dependency("x.proto", "[x.y/a.B]")], false],
    ["with a reference under its own path", GOOD, [dependency("default.proto")], false],
    ["with a reference that is no .proto", GOOD, [dependency("buf.yaml")], false],
    ["with another google/protobuf/any.proto", GOOD, [dependency("google/protobuf/any.proto")], false],
    ["with another postel/v1/event.proto", GOOD, [dependency("postel/v1/event.proto")], false],
    ["of a megabyte", `${GOOD}//${"x".repeat(1_000_000)}`, [], false],
    ["with hundreds of references", GOOD, Array.from({ length: 300 }, (_, at) => dependency(`${at}.proto`)), false],
  ])("%s shares a run, or not", (_, text, dependencies, expected) => {
    expect(textUnit(text, dependencies).mayShare).toBe(expected);
  });

  it("has a path of its own each time", () => {
    const paths = Array.from({ length: 100 }, () => textUnit(GOOD, []).path);
    expect(new Set(paths).size).toBe(100);
    for (const path of paths) expect(path).toMatch(/^[0-9a-f]{32}\.proto$/);
  });

  it("says what it declares, and where", () => {
    const { names, path } = textUnit(`${GOOD} enum E { Z = 0; } extend a.O { optional int32 x = 1; }`, [
      dependency("base.proto", "package base; message B {}"),
    ]);
    expect([...names]).toEqual([
      ["a.b.M", path],
      ["a.b.E", path],
      ["extend a.O", path],
      ["base.B", "base.proto"],
    ]);
  });

  it("brings google/type where it may be imported, in either kind of quotes", () => {
    expect(textUnit(GOOD, []).files.size).toBe(0);
    for (const quote of ['"', "'"])
      expect([...textUnit(`import ${quote}google/type/date.proto${quote};`, []).files.keys()]).toContain(
        "google/type/date.proto",
      );
  });

  it.each(["../x.proto", "/x.proto", "a/../b.proto", "a\\b.proto", "a\u0000.proto"])("refuses the path %j", (path) => {
    expect(() => textUnit(GOOD, [dependency(path)])).toThrow(expect.objectContaining({ code: "INVALID_PATH" }));
  });
});
