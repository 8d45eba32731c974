import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ConfiguredModule, parseSource } from "@postel/compiler";
import { expect, it } from "vitest";
import { tempFolder } from "../testing-support/temp-folder.ts";
import { externalPath } from "./external-path.ts";

function module(path: string, more: Partial<ConfiguredModule> = {}): ConfiguredModule {
  const base = { name: "", id: path, includes: [], excludes: [], document: undefined, folder: path, roots: ["."] };
  return { ...base, path, ...more };
}

function shown(input: string, modules: readonly ConfiguredModule[], cwd: string, path: string): string {
  return externalPath(parseSource(input), modules, cwd)(path);
}

it.each([
  ["in", "in/a/x.proto"],
  ["./in/", "in/a/x.proto"],
  ["../w/in", "in/a/x.proto"],
  ["in/../in", "in/a/x.proto"],
])("shows a file of the folder %s as %s", (input, path) => {
  const { path: folder } = tempFolder({ "w/in/a/x.proto": "" });
  expect(shown(input, [module("a")], join(folder, "w"), "x.proto")).toBe(path);
});

it("seeks the shortest way to the module, not to the file", () => {
  const { path } = tempFolder({ "in/a/m/x.proto": "" });
  expect(shown("..", [module("a")], join(path, "in/a"), "m/x.proto")).toBe("m/x.proto");
  expect(shown("..", [module(".")], join(path, "in/a/m"), "m/x.proto")).toBe("../m/x.proto");
});

it("shows absolute paths of an absolute input, and nothing but paths of an image", () => {
  const { path } = tempFolder({ "in/x.proto": "" });
  expect(shown(join(path, "in"), [module(".")], path, "x.proto")).toBe(join(path, "in/x.proto"));
  expect(shown("in.binpb", [module(".")], path, "x.proto")).toBe("x.proto");
});

it("shows a file of a module beside the input, and of the folder around it", () => {
  const { path } = tempFolder({ "in/b/x.proto": "" });
  mkdirSync(join(path, "in/a"));
  writeFileSync(join(path, "in/a/y.proto"), "");
  const modules = [module("."), module("../b")];
  expect(shown("in/a", modules, path, "x.proto")).toBe("in/b/x.proto");
  expect(shown(".", modules, join(path, "in/a"), "x.proto")).toBe("../b/x.proto");
  expect(shown("in/a/y.proto", modules, path, "y.proto")).toBe("in/a/y.proto");
});

it("shows files of archives and commits where their module or root has them", () => {
  const places = new Map([["x.proto", "src/x.proto"]]);
  expect(shown("in.tgz#subdir=sub", [module("a", { places })], ".", "x.proto")).toBe("sub/a/src/x.proto");
  expect(shown(".git", [module(".", { roots: ["root"] })], ".", "x.proto")).toBe("root/x.proto");
  expect(shown(".git", [module(".")], ".", "google/protobuf/any.proto")).toBe("google/protobuf/any.proto");
  expect(shown(".git", [module("a", { places })], ".", "elsewhere.proto")).toBe("elsewhere.proto");
});
