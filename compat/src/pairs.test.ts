import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { diff } from "./diff.ts";
import { judge } from "./judge.ts";
import { rules } from "./rules.ts";
import { compareWithBuf } from "./testing-support/compare-with-buf.ts";

/** Pairs of schemas on which a checker may well differ from buf, and random ones on which ours once did. */
const PAIRS = join(import.meta.dirname, "..", "pairs");
const names = readdirSync(PAIRS);

/** The files of one side, in a folder of their own so that all pairs can be compared at once. */
function files(name: string, side: string): Record<string, string> {
  const folder = join(PAIRS, name, side);
  return Object.fromEntries(
    readdirSync(folder).map((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      return [`${name}/${file}`, text.replace(/^import (public )?"/gm, `import $1"${name}/`)];
    }),
  );
}

describe.each([
  ["images", []],
  ["images without source info", ["--exclude-source-info"]],
])("%s", (_, flags) => {
  const pairs = names.map((name) => ({ name, before: files(name, "before"), after: files(name, "after") }));
  const result = compareWithBuf(pairs, flags);
  const lines = [...result.difference.missing, ...result.difference.extra];
  const findings = judge(diff(result.before, result.after), rules);

  it.each(names)("give the findings of buf for %s", (name) => {
    expect(lines.filter((line) => line.includes(name))).toEqual([]);
    expect(findings.some(({ path, was }) => (path ?? was?.path)?.startsWith(`${name}/`))).toBe(true);
  });

  it("give the findings of buf in its order", () => {
    expect(result.difference).toEqual({ missing: [], extra: [], sameOrder: true });
  });
});
