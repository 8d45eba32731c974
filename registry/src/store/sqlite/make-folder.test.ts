import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { makeFolder } from "./make-folder.ts";

const root = mkdtempSync(join(tmpdir(), "postel-folder-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

it("makes all that is missing, for its owner alone, and minds nothing that is there", () => {
  const folder = join(root, "a/b/c");
  makeFolder(folder);
  makeFolder(folder);
  expect(statSync(join(root, "a")).mode & 0o777).toBe(0o700);
});

it("says which part of a path is no folder", () => {
  writeFileSync(join(root, "file"), "");
  expect(() => makeFolder(join(root, "file/below"))).toThrow(/ENOTDIR|file is not a folder/);
  expect(() => makeFolder(join(root, "file"))).toThrow(`${join(root, "file")} is not a folder`);
});

it("refuses a link that leads nowhere", () => {
  symlinkSync(join(root, "gone"), join(root, "link"));
  expect(() => makeFolder(join(root, "link"))).toThrow();
});

it.runIf(existsSync("/proc/self"))("refuses a file system that holds no folders, at once", () => {
  expect(() => makeFolder("/proc/postel/data")).toThrow(/ENOENT|EACCES|EPERM/);
});
