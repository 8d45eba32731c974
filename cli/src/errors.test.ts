import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CliError, type ErrorCode, errors } from "./errors.ts";

const ROOT = import.meta.dirname;
const SOURCES = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts") && path !== "errors.ts")
  .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));

const codes = Object.keys(errors) as ErrorCode[];

function placeholders(code: ErrorCode): string[] {
  const texts = `${errors[code].what} ${errors[code].next}`;
  return [...new Set([...texts.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name))];
}

/** What stands between the parentheses behind each `CliError("CODE"`. */
function raised(code: ErrorCode): string[] {
  return SOURCES.flatMap(({ text }) =>
    [...text.matchAll(new RegExp(`CliError\\(\\s*"${code}"`, "g"))].map(({ index }) => argumentsAt(text, index)),
  );
}

function argumentsAt(text: string, start: number): string {
  const open = text.indexOf("(", start);
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === "(") depth++;
    if (text[at] === ")" && --depth === 0) return text.slice(open, at);
  }
  return text.slice(open);
}

describe("the table of errors", () => {
  it.each(codes)("%s is raised, with all that its texts name", (code) => {
    expect(SOURCES.some(({ text }) => text.includes(`"${code}"`))).toBe(true);
    const lacking = raised(code).flatMap((given) =>
      /\.\.\.|, values/.test(given)
        ? []
        : placeholders(code).filter((name) => !new RegExp(`\\b${name}\\b`).test(given)),
    );
    expect(lacking).toEqual([]);
  });

  it.each(codes)("%s says what to do, in one line, and ends as documented", (code) => {
    const { what, next, exit } = errors[code];
    for (const text of [what, next]) expect(text).toMatch(/^(?!.*[.!]$)[^\n]+$/);
    expect([1, 2, 100]).toContain(exit);
  });

  it("raises nothing that is not in it", () => {
    const used = SOURCES.flatMap(({ text }) =>
      [...text.matchAll(/CliError\(\s*"(\w+)"/g)].map(([, code = ""]) => code),
    );
    expect([...new Set(used)].filter((code) => !Object.hasOwn(errors, code))).toEqual([]);
  });
});

describe("an error", () => {
  it("fills its texts with values, and takes them as they are", () => {
    const error = new CliError("UNKNOWN_EVENT", { event: "{source}", source: "$& $1", hint: "did you mean x?" });
    expect([error.message, error.next]).toEqual(["there is no event {source} in $& $1", "did you mean x?"]);
  });

  it("leaves a name that nobody gave, also one that every object has", () => {
    const { message } = new CliError("UNKNOWN_RULE", Object.create({ rule: "inherited" }));
    expect(message).toBe("there is no rule {rule}");
  });

  it("keeps what it was told, and its cause", () => {
    const cause = new Error("why");
    const error = new CliError("NOT_WRITABLE", { path: "x" }, { where: "a:1:2", why: "EACCES", cause });
    expect(error).toMatchObject({
      code: "NOT_WRITABLE",
      exit: 1,
      where: "a:1:2",
      why: "EACCES",
      cause,
      name: "CliError",
    });
    expect(new CliError("NO_BASE")).toMatchObject({ where: undefined, why: undefined, exit: 2 });
  });
});
