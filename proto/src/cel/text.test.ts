import { describe, expect, it } from "vitest";
import * as cel from "../cel.ts";

describe("text", () => {
  it.each<[string, unknown, unknown]>([
    ["size counts code points", cel.textSize("aé😀"), 3n],
    ["a character is a code point", cel.textAt("a😀b", 1n), "😀"],
    ["the place after the end is empty", cel.textAt("ab", 2n), ""],
    ["a part is counted in code points", cel.textPart("a😀bc", 1n, 3n), "😀b"],
    ["a part may be empty", cel.textPart("ab", 2n), ""],
    ["an index is counted in code points", cel.textIndex("😀b😀", "b"), 1n],
    ["an index may start later", cel.textIndex("abab", "a", 1n), 2n],
    ["what is not there is at -1", cel.textIndex("ab", "c"), -1n],
    ["the last index", cel.textLastIndex("😀b😀b", "b"), 3n],
    ["the last index may start earlier", cel.textLastIndex("abab", "a", 1n), 0n],
    ["all are replaced", cel.textReplace("aaa", "a", "b"), "bbb"],
    ["some are replaced", cel.textReplace("aaa", "a", "b", 2n), "bba"],
    ["none are replaced", cel.textReplace("aaa", "a", "b", 0n), "aaa"],
    ["between characters", cel.textReplace("ab", "", "-"), "-a-b-"],
    ["patterns mean nothing", cel.textReplace("a.b", ".", "$&"), "a$&b"],
    ["split", cel.textSplit("a,b,c", ","), ["a", "b", "c"]],
    ["split into characters", cel.textSplit("a😀", ""), ["a", "😀"]],
    ["split into two", cel.textSplit("a,b,c", ",", 2n), ["a", "b,c"]],
    ["split into none", cel.textSplit("a,b,c", ",", 0n), []],
    ["only ASCII becomes small", cel.textLower("AÉZ"), "aÉz"],
    ["only ASCII becomes large", cel.textUpper("aéz"), "AéZ"],
    ["white space as Unicode has it", cel.textTrim("\u0085\u00a0 a b\u3000\n"), "a b"],
    ["code points, not UTF-16 units, are compared", cel.compareText("😀", "\uffff") > 0, true],
    ["a beginning comes first", cel.compareText("a", "ab") < 0, true],
    ["bytes are compared", cel.compareBytes(Uint8Array.of(1, 200), Uint8Array.of(1, 3, 0)) > 0, true],
    ["a beginning of bytes comes first", cel.compareBytes(Uint8Array.of(1), Uint8Array.of(1, 0)) < 0, true],
    ["bytes are joined", cel.concatBytes(Uint8Array.of(1), Uint8Array.of(2)), Uint8Array.of(1, 2)],
    ["bytes as text, mark included", cel.bytesToText(Uint8Array.of(0xef, 0xbb, 0xbf, 65)), "\ufeffA"],
    ["a bool", cel.textToBool("TRUE"), true],
    ["a double", cel.textToDouble("-1.5e3"), -1500],
    ["no end", cel.textToDouble("-Infinity"), Number.NEGATIVE_INFINITY],
    ["no number", cel.textToDouble("NaN"), Number.NaN],
  ])("%s", (_, actual, expected) => {
    expect(actual).toEqual(expected);
  });

  it.each<[string, () => unknown]>([
    ["an index below 0", () => cel.textAt("ab", -1n)],
    ["an index past the end", () => cel.textAt("ab", 3n)],
    ["a range that runs backwards", () => cel.textPart("abc", 2n, 1n)],
    ["a range past the end", () => cel.textPart("abc", 0n, 4n)],
    ["a start past the end", () => cel.textIndex("abc", "a", 4n)],
    ["bytes that are no text", () => cel.bytesToText(Uint8Array.of(0xff))],
    ["a bool in words", () => cel.textToBool("yes")],
    ["a double with a unit", () => cel.textToDouble("1 EUR")],
    ["a text that would fill memory", () => cel.textReplace("a".repeat(2 ** 20), "", "b".repeat(2 ** 10))],
  ])("refuses %s", (_, run) => {
    expect(run).toThrow();
  });
});
