import { join } from "node:path";
import { startRegistry } from "@postel/registry";
import { expect, it, onTestFinished } from "vitest";
import { commands } from "../commands.ts";
import { run } from "../run.ts";
import { type TempFolder, tempFolder } from "../testing-support/temp-folder.ts";
import { testIo } from "../testing-support/test-io.ts";

function folder(): TempFolder {
  return tempFolder({
    "buf.yaml": "version: v2\nmodules: [{path: ., name: x.y/shop/a}]\n",
    "a/v1/a.proto": 'syntax = "proto3"; package a.v1; message M { string x = 1; }',
  });
}

const MORE = { "a/v1/a.proto": 'syntax = "proto3"; package a.v1; message M { string x = 1; string y = 2; }' };

async function postel(cwd: string, ...words: string[]) {
  const io = testIo({ cwd });
  return {
    code: await run({ name: "postel", version: "0", commands }, words, io),
    stdout: io.stdout(),
    stderr: io.stderr(),
  };
}

it("tells what an input changes", async () => {
  const { path, write, commit } = folder();
  commit();
  write(MORE);
  expect((await postel(path, "changelog", "--against", ".git")).stdout).toBe(
    "# Changelog of .\n\nWritten from the schemas by Postel.\n\n## Unreleased\n\n- field a.v1.M.y was added\n",
  );
});

it("tells the releases of a module", { timeout: 60_000 }, async () => {
  const registry = await startRegistry({ port: 0, dataDir: join(tempFolder().path, "data") });
  onTestFinished(() => registry.close());
  const { path, write } = folder();
  const words = ["--registry", registry.url, "--module", "shop/a"];
  expect(await postel(path, "release", ...words, "--out", "out")).toMatchObject({ code: 0 });
  write(MORE);
  expect(await postel(path, "release", ...words, "--out", "out")).toMatchObject({ code: 0 });
  const { stdout } = await postel(path, "changelog", ...words);
  expect(stdout).toMatch(/## 1\.1\.0\n\n- field a\.v1\.M\.y was added\n\n## 1\.0\.0\n\nThe first release\.\n$/);
  expect(await postel(path, "changelog", "--registry", registry.url, "--module", "shop/b")).toMatchObject({ code: 2 });
});

it("says what it needs", async () => {
  expect(await postel(folder().path, "changelog")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("say --registry"),
  });
});
