import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { FEW_FILES, sampleFolder } from "./sample-folder.ts";

function folderOf(paths: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "postel-sample-"));
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), "");
  }
  return folder;
}

function sample(paths: readonly string[], prepare: (folder: string) => void = () => {}) {
  const folder = folderOf(paths);
  prepare(folder);
  const { files, isAll } = sampleFolder(folder);
  return { files: files.map((file) => relative(folder, file)), isAll };
}

function numbered(count: number, name: (index: number) => string): string[] {
  return Array.from({ length: count }, (_, index) => name(index));
}

describe("a sample of a folder", () => {
  it("holds all .proto files of a small module, the nearest first, and nothing else", () => {
    const { files, isAll } = sample(["a/b/c.proto", "a/d.proto", "e.proto", "buf.yaml", "a/x.proto.bak"]);
    expect(files).toEqual(["e.proto", "a/d.proto", "a/b/c.proto"]);
    expect(isAll).toBe(true);
  });

  it("is all of an empty folder, and of one that is gone", () => {
    expect(sample([])).toEqual({ files: [], isAll: true });
    expect(sampleFolder(join(tmpdir(), "postel-no-such-folder"))).toEqual({ files: [], isAll: true });
  });

  it.each([
    [FEW_FILES, true],
    [FEW_FILES + 1, false],
  ])("of %i files is all: %s", (count, isAll) => {
    expect(sample(numbered(count, (index) => `f${index}.proto`))).toMatchObject({ isAll });
  });

  it.each([
    [127, true],
    [128, false],
  ])("of %i folders below it is all: %s", (count, isAll) => {
    expect(sample(numbered(count, (index) => `d${index}/a.proto`))).toMatchObject({ isAll });
  });

  it("looks into no hidden folder, as git's own", () => {
    expect(sample([".git/a.proto", "b.proto"])).toEqual({ files: ["b.proto"], isAll: true });
  });

  it("does not believe that what packages bring and what links lead to is small", () => {
    expect(sample(["node_modules/p/a.proto"])).toMatchObject({ isAll: false });
    expect(sample(["a.proto"], (folder) => symlinkSync(tmpdir(), join(folder, "link")))).toMatchObject({
      isAll: false,
    });
  });
});
