import { parseSource } from "@postel/compiler";
import { describe, expect, it } from "vitest";
import { tempFolder } from "../testing-support/temp-folder.ts";
import { type LoadedImages, loadImagePair, loadImages } from "./load-images.ts";

const A = 'syntax = "proto3";\npackage a.v1;\nmessage A { int32 x = 1; }\n';
const B = 'syntax = "proto3";\npackage b.v1;\nimport "a/v1/a.proto";\nmessage B { a.v1.A a = 1; }\n';
const MODULES = "version: v2\nmodules:\n  - path: a\n  - path: b\n    breaking: {use: [WIRE]}\n";

function input(cwd: string, source: string, paths: string[] = []) {
  return { source: parseSource(source), options: { cwd, paths } };
}

function shown(loaded: LoadedImages): unknown {
  if (loaded.kind === "invalid") return loaded.problems.map(({ path, line }) => `${path}:${line}`);
  return loaded.images.map(({ set, config }) => [set.files.map(({ path }) => path), config.use]);
}

describe("images of an input", { timeout: 30_000 }, () => {
  it("are one for each module, with its imports and its rules", async () => {
    const { path } = tempFolder({ "buf.yaml": MODULES, "a/a/v1/a.proto": A, "b/b/v1/b.proto": B });
    expect(shown(await loadImages(input(path, ".")))).toEqual([
      [["a/v1/a.proto"], []],
      [["a/v1/a.proto", "b/v1/b.proto"], ["WIRE"]],
    ]);
  });

  it("are what is wrong where it does not compile", async () => {
    const { path } = tempFolder({ "a.proto": `${A}message B { Missing m = 1; }\n` });
    expect(shown(await loadImages(input(path, ".")))).toEqual(["a.proto:4"]);
  });

  it("load in pairs, of which each may fail alone", async () => {
    const { path } = tempFolder({ "old/a.proto": A, "new/a.proto": A, "new/buf.yaml": "version: [\n" });
    const pair = loadImagePair(input(path, "old"), input(path, "new"));
    const [before, after] = await Promise.allSettled([pair.before, pair.after]);
    expect(before.status === "fulfilled" && shown(before.value)).toEqual([[["a.proto"], []]]);
    expect(after).toMatchObject({ status: "rejected", reason: { code: "config_invalid" } });
  });

  it("are empty where a path holds nothing any more", async () => {
    const { path } = tempFolder({ "a/v1/a.proto": A, "b/v1/b.txt": "" });
    expect(shown(await loadImages(input(path, ".", ["b/v1"])))).toEqual([[[], []]]);
  });
});
