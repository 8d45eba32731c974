import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { examples } from "../examples/examples-table.ts";
import { FIXTURES, fixtureFiles, fixtureIds } from "../testing-support/fixtures.ts";
import { rulesMarkdown } from "./rules-markdown.ts";

it("is what docs/rules.md holds; else run npm run generate -w @postel/compat", () => {
  expect(readFileSync(join(import.meta.dirname, "../../../docs/rules.md"), "utf8")).toBe(rulesMarkdown());
});

it("comes with examples that are the fixtures; else run npm run generate -w @postel/compat", () => {
  const fresh = fixtureIds().map((id) => [
    id,
    {
      before: fixtureFiles(id, "before"),
      after: fixtureFiles(id, "after"),
      expected: readFileSync(join(FIXTURES, id, "expected.txt"), "utf8"),
    },
  ]);
  expect(examples).toEqual(Object.fromEntries(fresh));
});
