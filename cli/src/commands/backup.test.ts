import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runBin } from "../testing-support/run-bin.ts";

const cwd = mkdtempSync(join(tmpdir(), "postel-backup-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
const run = (...words: string[]) => runBin(words, { cwd });

beforeAll(async () => {
  await run("token", "create", "ci", "--scope", "admin", "--data", "first");
});

it("backs up, checks and restores with the words of the help", async () => {
  const made = await run("backup", "a.postel", "--data", "first");
  expect(made).toMatchObject({ code: 0, stderr: "" });
  expect(made.stdout).toMatch(
    /^a\.postel: 0 releases, 0 subject versions, 0 packages, 0 commits, 1 tokens of \d{4}-.*Z \(\d+ bytes\)\n$/,
  );
  expect((await run("backup", "--check", "a.postel")).stdout).toBe(made.stdout);
  expect(await run("restore", "a.postel", "--data", "second")).toEqual(made);
  const [one, two] = await Promise.all(["first", "second"].map((data) => run("token", "list", "--data", data)));
  expect(two).toEqual(one);
  const document = JSON.parse((await run("backup", "b.postel", "--data", "second", "--json")).stdout);
  expect(document).toMatchObject({ version: 1, file: "b.postel", rows: { token: 1 } });
});

it("refuses what would overwrite, and a damaged backup, in one line each", async () => {
  await run("backup", "c.postel", "--data", "first");
  expect(await run("backup", "c.postel", "--data", "first")).toMatchObject({
    ...{ code: 1, stdout: "", stderr: expect.stringMatching(/^error: .*c\.postel is there already.*\n$/) },
  });
  expect(await run("restore", "c.postel", "--data", "first")).toMatchObject({
    ...{ code: 1, stdout: "", stderr: expect.stringMatching(/^error: .*first holds a registry already.*\n$/) },
  });
  writeFileSync(join(cwd, "cut.postel"), readFileSync(join(cwd, "c.postel")).subarray(0, -20));
  for (const words of [
    ["backup", "--check", "cut.postel"],
    ["restore", "cut.postel", "--data", "third"],
  ])
    expect(await run(...words)).toMatchObject({
      ...{ code: 1, stdout: "", stderr: expect.stringMatching(/^error: .*cut\.postel cannot be restored, .*\n$/) },
    });
});
