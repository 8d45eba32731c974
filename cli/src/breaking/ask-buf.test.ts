import { chmodSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runBin } from "../testing-support/run-bin.ts";
import { runBuf } from "../testing-support/run-buf.ts";
import { type TempFolder, tempFolder } from "../testing-support/temp-folder.ts";

const CONFIG = "version: v2\nplugins: [{plugin: ./buf-plugin-mine}]\n";
const proto = (type: string) => `syntax = "proto3";\npackage a;\nmessage A { ${type} x = 1; }\n`;

/** Speaks as much of buf's plugin protocol as says that there are no rules, or fails. */
const plugin = (fails: boolean) => `#!/bin/sh
${fails ? "echo broken >&2; exit 3" : ""}
case "$*" in
  *--protocol*) echo 1 ;;
  *--spec*) printf '\\012\\066\\012\\064/buf.plugin.check.v1.CheckService/Check' ;;
  *) : ;;
esac
`;

function sides(fails: boolean): TempFolder {
  const folder = tempFolder({
    "old/a.proto": proto("int32"),
    "new/a.proto": proto("string"),
    "old/buf.yaml": "version: v2\n",
    "new/buf.yaml": CONFIG,
    "new/buf-plugin-mine": plugin(fails),
  });
  chmodSync(join(folder.path, "new/buf-plugin-mine"), 0o755);
  return folder;
}

it("says what buf says where buf.yaml names a plugin, also when that cannot run", { timeout: 60_000 }, async () => {
  for (const fails of [true, false]) {
    const cwd = join(sides(fails).path, "new");
    const words = ["breaking", ".", "--against", "../old", "--error-format", "json"];
    const [ours, buf] = await Promise.all([runBin(words, { cwd }), runBuf(words, { cwd })]);
    expect([ours.code, ours.stdout]).toEqual([buf.code, buf.stdout]);
    if (ours.code === 1) expect(ours.stderr).toMatch(/check plugins of buf\.yaml \(\.\/buf-plugin-mine\) did not run/);
  }
});

it("passes on what buf prints", { timeout: 60_000 }, async () => {
  const { path, write } = sides(true);
  write({ "new/buf.yaml": "version: v2\nplugins: [{plugin: ./buf-plugin-mine}]\nbreaking: {use: [NOPE]}\n" });
  const words = ["breaking", ".", "--against", "../old", "--path", 'a.proto,"b,c.proto"', "--limit-to-input-files"];
  const cwd = join(path, "new");
  const [ours, buf] = await Promise.all([runBin(words, { cwd }), runBuf(words, { cwd })]);
  expect([ours.code, ours.stdout]).toEqual([buf.code, buf.stdout]);
});
