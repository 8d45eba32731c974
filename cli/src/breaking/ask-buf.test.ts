import { chmodSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runBin } from "../testing-support/run-bin.ts";
import { runBuf } from "../testing-support/run-buf.ts";
import { tempFolder } from "../testing-support/temp-folder.ts";

const proto = (type: string) => `syntax = "proto3";\npackage a;\nmessage A { ${type} x = 1; }\n`;

/** A check plugin of buf with one breaking rule, which always finds something; its messages are encoded by hand. */
const PLUGIN = `#!${process.execPath}
const call = process.argv.slice(2).join(" ");
const service = "/buf.plugin.check.v1.CheckService/";
const bytes = (field, value) => Buffer.concat([Buffer.from([(field << 3) | 2, Buffer.byteLength(value)]), Buffer.from(value)]);
const number = (field, value) => Buffer.from([field << 3, value]);
const answer = (type, value) =>
  bytes(1, Buffer.concat([bytes(1, "type.googleapis.com/buf.plugin.check.v1." + type), bytes(2, value)]));
const rule = Buffer.concat([bytes(1, "MY_RULE"), number(3, 1), bytes(4, "Checks mine."), number(5, 2)]);
const procedures = ["Check", "ListRules", "ListCategories"].map((name) => bytes(1, bytes(1, service + name)));
process.stdout.write(
  call.includes("--protocol") ? "1\\n"
  : call.includes("--spec") ? Buffer.concat(procedures)
  : call.includes("ListRules") ? answer("ListRulesResponse", bytes(2, rule))
  : call.includes("ListCategories") ? answer("ListCategoriesResponse", "")
  : answer("CheckResponse", bytes(1, Buffer.concat([bytes(1, "MY_RULE"), bytes(2, "it is mine")]))),
);
`;

async function bothSay(plugin: string, ...flags: string[]) {
  const folder = tempFolder({
    "old/a.proto": proto("int32"),
    "new/a.proto": proto("string"),
    "new/b,c.proto": proto("string").replace("package a", "package b"),
    "old/buf.yaml": "version: v2\n",
    "new/buf.yaml": "version: v2\nplugins: [{plugin: ./buf-plugin-mine}]\n",
    "new/buf-plugin-mine": plugin,
  });
  chmodSync(join(folder.path, "new/buf-plugin-mine"), 0o755);
  const cwd = join(folder.path, "new");
  const words = ["breaking", ".", "--against", "../old", ...flags];
  const [ours, buf] = await Promise.all([runBin(words, { cwd }), runBuf(words, { cwd })]);
  expect([ours.code, ours.stdout]).toEqual([buf.code, buf.stdout]);
  return ours;
}

it.each([
  [[]],
  [["--error-format", "json"]],
  [["--config", '{"version":"v2","breaking":{"use":["MY_RULE"]},"plugins":[{"plugin":"./buf-plugin-mine"}]}']],
])("prints what plugins find, with %j", { timeout: 60_000 }, async (flags) => {
  expect(await bothSay(PLUGIN, ...flags)).toMatchObject({ code: 100, stdout: expect.stringContaining("it is mine") });
});

it("says why a plugin did not run, and what to do", { timeout: 60_000 }, async () => {
  const { code, stderr } = await bothSay("#!/bin/sh\nexit 3\n");
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining("check plugins of buf.yaml (./buf-plugin-mine) did not run"),
  ]);
  expect(stderr).toMatch(/why: .*\n.*next: {2}install them where PATH leads/);
});

it("passes flags on as they were", { timeout: 60_000 }, async () => {
  expect((await bothSay(PLUGIN, "--path", 'a.proto,"b,c.proto"', "--exclude-imports")).code).toBe(1);
});
