import { describe, expect, it } from "vitest";
import { tokenReader } from "./token-reader.ts";

describe("a reader of .proto text", () => {
  it.each([
    ["int32", "int32"],
    [".a.B", ".a.B"],
    ["map", "map"],
    ["map<string, .a.B>", "map<string, .a.B>"],
    ["map < int32,C >", "map<int32, C>"],
  ])("reads the type %s", (text, type) => {
    const read = tokenReader(text);
    expect([read.type(), read.isDone()]).toEqual([type, true]);
  });

  it.each([
    ["= 1", "1"],
    ["= -1", "-1"],
    ["= 0", "0"],
    ["= 0x1F", "31"],
    ["= -0X10", "-16"],
    ["= 017", "15"],
    ["= 2147483647", "2147483647"],
  ])("reads the number %s", (text, number) => {
    expect(tokenReader(text).number()).toBe(number);
  });

  it.each([
    ["repeated int32 a", "repeated "],
    ["optional group G", "optional "],
    ["required required a", "required "],
    ["optional a = 1", ""],
    ["repeated = 1", ""],
    ["int32 a", ""],
  ])("reads the label of %s", (text, label) => {
    expect(tokenReader(text).label()).toBe(label);
  });

  it.each([
    ["message A {", true],
    ["message a = 1", false],
    ["message {", false],
    ["messages A {", false],
    ['message "A" {', false],
  ])("tells whether %s opens a message", (text, opens) => {
    expect(tokenReader(text).opensBlock("message")).toBe(opens);
  });

  it.each([
    ["reserved 5;", true],
    ['reserved "a";', true],
    ["reserved a, b;", true],
    ["reserved a = 5;", false],
  ])("tells whether %s reserves", (text, reserves) => {
    expect(tokenReader(text).isRange("reserved")).toBe(reserves);
  });

  it("does not take what stands in quotes for a sign or a word", () => {
    const read = tokenReader('"{" "to"');
    expect([read.isNext("{"), read.skip("{"), read.skipWord("to")]).toEqual([false, false, false]);
    expect(() => read.expect("{")).toThrow("{ expected, not {to");
    expect(read.value()).toBe('"{to"');
    expect(() => read.value()).toThrow("a value expected, not the end");
    expect(() => tokenReader("a").string()).toThrow("a string expected, not a");
  });
});
