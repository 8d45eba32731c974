import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printable, printableJson, printableLine, shortened } from "./printable.ts";

describe("printable", () => {
  it.each([
    ["plain é 日本 🙂", "plain é 日本 🙂"],
    ["\u001b[31mred\u001b[0m", "\\u001b[31mred\\u001b[0m"],
    ["\u009b31m", "\\u009b31m"],
    ["a\u202egpj.exe", "a\\u202egpj.exe"],
    ["bell\u0007 back\b return\r", "bell\\u0007 back\\u0008 return\\u000d"],
    ["a\tb\nc", "a\tb\nc"],
  ])("%j", (text, expected) => expect(printable(text)).toBe(expected));

  it("breaks no line where there must be one", () => {
    expect(printableLine("a\n::error::b")).toBe("a\\u000a::error::b");
  });

  it("leaves no control character in any text, and says the same as JSON", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(printableLine(text)).not.toMatch(/(?!\t)\p{Cc}/u);
        expect(JSON.parse(printableJson({ text }))).toEqual({ text });
      }),
    );
  });
});

describe("shortened", () => {
  it.each([
    ["", ""],
    ["12345", "12345"],
    ["123456", "1234…"],
    ["🙂🙂🙂🙂🙂", "🙂🙂🙂🙂🙂"],
    ["🙂🙂🙂🙂🙂🙂", "🙂🙂🙂🙂…"],
  ])("%s", (text, expected) => expect(shortened(text, 5)).toBe(expected));
});
