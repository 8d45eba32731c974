import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The folder of all fixtures: `<RULE_ID>/{before,after}/*.proto` and `<RULE_ID>/expected.txt`. */
export const FIXTURES = join(import.meta.dirname, "..", "..", "testdata");

/** The rules that have a fixture. */
export function fixtureIds(): string[] {
  return readdirSync(FIXTURES).sort();
}

/** The .proto files of one side of a fixture, by name. */
export function fixtureFiles(id: string, side: "before" | "after"): Record<string, string> {
  const folder = join(FIXTURES, id, side);
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

/** The files of all fixtures together; no two share a name or a package. */
export function allFixtureFiles(side: "before" | "after"): Record<string, string> {
  return Object.assign({}, ...fixtureIds().map((id) => fixtureFiles(id, side)));
}
