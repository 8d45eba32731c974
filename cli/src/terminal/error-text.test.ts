import { describe, expect, it } from "vitest";
import { CliError } from "../errors.ts";
import { errorJson, errorText } from "./error-text.ts";

const plain = (_: "red", text: string) => text;
const full = new CliError("NOT_WRITABLE", { path: "a/b" }, { where: "a:1:2", why: "EACCES" });

describe("an error for people", () => {
  it.each([
    [
      full,
      "error: a/b cannot be written\n  where: a:1:2\n  why:   EACCES\n  next:  correct its permissions, or give another folder\n",
    ],
    [new Error("odd"), "error: odd\n"],
    ["thrown", "error: thrown\n"],
    [undefined, "error: undefined\n"],
  ])("says what, where, why and what next: %s", (error, text) => {
    expect(errorText(error, plain)).toBe(text);
  });

  it("paints one word", () => {
    expect(errorText(new Error("x"), (style, text) => `<${style}>${text}</${style}>`)).toBe("<red>error:</red> x\n");
  });

  it("lets no text steer the terminal", () => {
    const steering = "\u001b[2J\u009b31m\rmine\u0007\u2028\u202e";
    const error = new CliError(
      "NOT_WRITABLE",
      { path: steering },
      { where: steering, why: `one\n         ${steering}` },
    );
    const text = errorText(error, plain);
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(text).toContain("\\u001b[2J\\u009b31m\\u000dmine\\u0007\\u2028\\u202e cannot be written");
    expect(text.split("\n")).toHaveLength(6);
  });
});

describe("an error for programs", () => {
  it.each([
    [
      full,
      {
        code: "NOT_WRITABLE",
        message: "a/b cannot be written",
        where: "a:1:2",
        why: "EACCES",
        next: expect.any(String),
      },
    ],
    [new Error("odd"), { code: "INTERNAL", message: "odd" }],
    [7, { code: "INTERNAL", message: "7" }],
  ])("is one document on one line: %s", (error, expected) => {
    const text = errorJson(error);
    expect(text.trimEnd()).not.toContain("\n");
    expect(JSON.parse(text)).toEqual({ version: 1, error: expected });
  });
});
