import { parseSource } from "@postel/compiler";
import { describe, expect, it } from "vitest";
import { loadImages } from "../sources/load-images.ts";
import { tempFolder } from "../testing-support/temp-folder.ts";
import { startLint } from "./start-lint.ts";

const LINT = "lint: {use: [MESSAGE_PASCAL_CASE]}";
const badly = (name: string) => `syntax = "proto3"; package ${name}; message m {}`;

async function linted(path: string, input: string) {
  const source = parseSource(input);
  const loaded = await loadImages({ source, options: { cwd: path } });
  if (loaded.kind === "invalid") throw new Error("does not compile");
  const found = await startLint(source, path).of(loaded.images, loaded.show);
  return loaded.images.map((image) => [image.module.id, (found.get(image) ?? []).map((each) => each.path)]);
}

describe("startLint", { timeout: 30_000 }, () => {
  it("tells each module what is wrong in its own files, and nothing where nobody asked to lint", async () => {
    const { path, write } = tempFolder({
      "buf.work.yaml": "version: v1\ndirectories: [a, b]\n",
      "a/buf.yaml": `version: v1\n${LINT}\n`,
      "a/a.proto": badly("a"),
      "b/b.proto": badly("b"),
    });
    expect(await linted(path, ".")).toEqual([
      ["a", ["a/a.proto"]],
      ["b", []],
    ]);
    write({ "b/buf.yaml": `version: v1\n${LINT}\n` });
    expect(await linted(path, ".")).toEqual([
      ["a", ["a/a.proto"]],
      ["b", ["b/b.proto"]],
    ]);
    write({ "a/buf.yaml": undefined, "b/buf.yaml": undefined });
    expect(await linted(path, ".")).toEqual([
      ["a", []],
      ["b", []],
    ]);
  });

  it("finds the files of an input that was not written in the shortest way", async () => {
    const { path } = tempFolder({ "w/buf.yaml": `version: v2\n${LINT}\n`, "w/a.proto": badly("a") });
    expect(await linted(`${path}/w`, "../w")).toEqual([[".", ["a.proto"]]]);
  });

  it("says why it cannot lint to whoever waits, and to nobody else", async () => {
    const { path } = tempFolder({ "buf.yaml": "version: v2\nlint: {use: [NOPE]}\n", "a.proto": badly("a") });
    startLint(parseSource("."), path).stop();
    await expect(linted(path, ".")).rejects.toMatchObject({ name: "CompilerError" });
  });
});
