import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { annotationText } from "../annotations/annotation.ts";
import type { Change } from "../change.ts";
import { diff } from "../diff.ts";
import type { Finding } from "../finding.ts";
import { judge } from "../judge.ts";
import { ownRules, rules } from "../rules.ts";
import { compileTexts } from "../testing-support/compile-texts.ts";
import { allFixtureFiles, FIXTURES, fixtureFiles, fixtureIds } from "../testing-support/fixtures.ts";
import { runBuf } from "../testing-support/native-buf.ts";

const own = new Set(ownRules.map(({ id }) => id));

describe("fixtures", () => {
  let changes: readonly Change[];

  beforeAll(() => {
    changes = diff(compileTexts(allFixtureFiles("before")), compileTexts(allFixtureFiles("after")));
  });

  it("has a folder for every rule and a rule for every folder", () => {
    expect(fixtureIds()).toEqual(rules.map(({ id }) => id).sort());
  });

  it("gives every file and package to one rule only", () => {
    const names = fixtureIds().flatMap((id) => Object.keys(fixtureFiles(id, "before")));
    expect(new Set(names).size).toBe(names.length);
  });

  for (const rule of rules)
    it(`${rule.id} finds what it should`, async () => {
      const findings = judge(changes, [rule]).filter((finding) => isOf(rule.id, finding));
      expect(findings.length).toBeGreaterThan(0);
      await expect(findings.map(print).join("")).toMatchFileSnapshot(join(FIXTURES, rule.id, "expected.txt"));
    });

  it("agrees with buf on every fixture of a rule that buf has", () => {
    const ours = judge(changes, rules).filter(({ rule }) => !own.has(rule));
    const expected = bufFindings();
    for (const id of fixtureIds().filter((rule) => !own.has(rule))) {
      const found = ours.filter((finding) => finding.rule === id && isOf(id, finding));
      expect(found.map(print)).toEqual(expected.filter((line) => line.rule === id).map(print));
    }
  });
});

/** Fixture files are named after their rule. */
function isOf(id: string, { path, was }: Finding): boolean {
  const file = path ?? was?.path ?? "";
  return (
    file === `${id.toLowerCase()}.proto` ||
    Object.hasOwn(fixtureFiles(id, "before"), file) ||
    Object.hasOwn(fixtureFiles(id, "after"), file)
  );
}

function print(finding: Omit<Finding, "next" | "changes" | "holder" | "element">): string {
  const { example } = finding;
  return `${annotationText(finding)}\n${example === undefined ? "" : `  ${example}\n`}`;
}

/** Every fixture is a module of one workspace in which only its own rule is on. */
function bufFindings() {
  const config = (side: string) =>
    JSON.stringify({
      version: "v2",
      modules: fixtureIds()
        .filter((id) => !own.has(id))
        .map((id) => ({ path: `${id}/${side}`, breaking: { use: [id] } })),
    });
  const args = ["breaking", ".", "--against", ".", "--config", config("after"), "--against-config", config("before")];
  const { stdout, stderr, status } = runBuf([...args, "--error-format", "json"], FIXTURES);
  expect([status, stderr]).toEqual([100, ""]);
  const lines = stdout.toString().trim().split("\n");
  return lines.map((line) => {
    const { path, start_line, start_column, end_line, end_column, type, message } = JSON.parse(line);
    const place = { line: start_line, column: start_column, endLine: end_line, endColumn: end_column };
    return { ...(path && { path: path.split("/").at(-1) as string }), ...place, rule: type as string, message };
  });
}
