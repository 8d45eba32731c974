import { expect, it } from "vitest";
import { compileText } from "../testing-support/compile-text.ts";
import { judgeWithCompat } from "./judge-with-compat.ts";

const event = (fields: string) =>
  compileText({
    "a/v1/a.proto": `syntax = "proto3";
package a.v1;
import "postel/v1/event.proto";
message A {
  option (postel.v1.event) = { topic: "a" owner: "team" };
  ${fields}
}
`,
  });
const today = new Date("2026-11-21T12:00:00Z");

it("asks for what the facts demand, and says which", async () => {
  const before = await event("string id = 1;");
  expect(await judgeWithCompat(before, before, today)).toEqual({
    bump: "none",
    because: [],
    findings: [],
    changes: [],
    isFinal: false,
  });
  const added = await judgeWithCompat(before, await event("string id = 1; string more = 2;"), today);
  expect(added).toMatchObject({ bump: "minor", findings: [], isFinal: false });
  expect(added.because).toHaveLength(1);
});

it("takes no version for what corrupts stored events", async () => {
  const judged = await judgeWithCompat(
    await event("string id = 1; string name = 2;"),
    await event("string id = 1; string other = 2;"),
    today,
  );
  expect(judged.isFinal).toBe(true);
  expect(judged.findings[0]).toMatchObject({ path: expect.stringContaining("a/v1/a.proto"), line: expect.any(Number) });
  expect(judged.findings.length).toBeGreaterThan(0);
});
