import { describe, expect, it } from "vitest";
import { textMatching } from "./text-matching.ts";

const VARIANTS = [0, 1, 2, 3];

describe("a text that a pattern matches", () => {
  it.each([
    "^[a-z]+$",
    "^[A-Z]{3}-\\d{4}$",
    "^(foo|bar|baz)?x*$",
    "^[^a-z]{2}$",
    "^\\w+@\\w+\\.(com|org)$",
    "^a{2,}b{0,1}c+?$",
    "^(?:ab){2}(?i:c)$",
    "^(?P<year>\\d{4})-(?P<month>\\d{2})$",
    "^[[:alpha:]][[:digit:]]{3}$",
    "^[a-]$",
    "^[]x]+$",
    "^[\\d.]+$",
    "^\\s\\S\\D\\W$",
    "^.{5}$",
    "^\\.\\*\\+\\?\\(\\)\\[\\]$",
    "^$",
    "a\\tb",
    "^0x[0-9a-fA-F]{8}$",
    "^[Ѐ-ӿ]{3}$",
  ])("%s", (pattern) => {
    const plain = pattern
      .replaceAll("?P<", "?<")
      .replaceAll("(?i:", "(?:")
      .replaceAll("[[:alpha:]]", "[a-zA-Z]")
      .replaceAll("[[:digit:]]", "[0-9]")
      .replaceAll("[]x]", "[\\]x]");
    for (const variant of VARIANTS) {
      const text = textMatching(pattern, variant);
      expect([variant, text, new RegExp(plain, "s").test(text ?? "nothing")]).toEqual([variant, text, true]);
    }
  });

  it("differs between variants where it can", () => {
    expect(new Set(VARIANTS.map((variant) => textMatching("^[a-z]{4}$", variant))).size).toBe(4);
  });

  it.each([
    ["an open group", "(a"],
    ["a closed one", "a)"],
    ["an open class", "[a"],
    ["an empty class", "[^a1A \\-_.b2B/:]"],
    ["a text without end", "a{10001}"],
    ["one of many", "((a{1000}){1000}){1000}"],
    ["nothing, a million times", "(){1000000}"],
    ["deep nesting", `${"(".repeat(100_000)}${")".repeat(100_000)}`],
  ])("is not written for %s", (_, pattern) => {
    for (const variant of VARIANTS) expect(textMatching(pattern, variant)).toBeUndefined();
  });
});
