import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escaped, protoTokens } from "./proto-tokens.ts";

const texts = (text: string) => protoTokens(text).map(({ kind, text }) => (kind === "string" ? `"${text}"` : text));

describe("tokens", () => {
  it.each([
    ["", []],
    ["a.b.C c=1;", ["a.b.C", "c", "=", "1", ";"]],
    [".a.B b = 0x1F;", [".a.B", "b", "=", "0x1F", ";"]],
    ["a = -1", ["a", "=", "-1"]],
    ["a=-inf", ["a", "=", "-inf"]],
    ["a=1e-5", ["a", "=", "1e-5"]],
    ["a=1.5E+10]", ["a", "=", "1.5E+10", "]"]],
    ["a // b\nc", ["a", "c"]],
    ["a /* b\n * c **/ d", ["a", "d"]],
    ["a//", ["a"]],
    ["map<string,B>", ["map", "<", "string", ",", "B", ">"]],
    ['"a" \'b\' "c"', ['"abc"']],
    ['"a // b"', ['"a // b"']],
    ["'say \"hi\"'", ['"say \\"hi\\""']],
    ['"/*" x "*/"', ['"/*"', "x", '"*/"']],
    ["10 to max", ["10", "to", "max"]],
    ["(a.b).c={d:1}", ["(", "a.b", ")", ".c", "=", "{", "d", ":", "1", "}"]],
  ])("of %j", (text, expected) => {
    expect(texts(text)).toEqual(expected);
  });

  it.each(['"a', "'a\n'", "/* a", 'a "b\\"'])("end with an error at %j, which is not closed", (text) => {
    expect(() => protoTokens(text)).toThrow(/not closed/);
  });

  it.each([" ", "/* */", "// a\n", "a ", '"b" ', "a."])("are found in a long text of %j", (piece) => {
    expect(() => protoTokens(piece.repeat(200_000))).not.toThrow();
  });

  it("never take longer than the text allows, whatever it holds", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ab1.-+eE/*\"'\\\n {}=;") }), (text) => {
        try {
          expect(protoTokens(text).length).toBeLessThanOrEqual(text.length);
        } catch (error) {
          expect(String(error)).toMatch(/not closed/);
        }
      }),
    );
  });
});

describe("escapes", () => {
  it.each([
    ["plain", "plain"],
    ["it's", "it\\'s"],
    ["\\'", "\\'"],
    ['\\"', '\\"'],
    ["\\?", "?"],
    ["\\a\\b\\f\\n\\r\\t\\v\\\\", "\\a\\b\\f\\n\\r\\t\\v\\\\"],
    ["\\x41\\101", "AA"],
    ["\\x0a\\012", "\\n\\n"],
    ["\\x1\\1", "\\001\\001"],
    ["\\xff\\377", "\\377\\377"],
    ["\\u00e9", "\\u00e9"],
    ["é\t", "é\\t"],
  ])("of %j are %j", (given, expected) => {
    expect(escaped(given)).toBe(expected);
    expect(escaped(expected)).toBe(expected);
  });
});
