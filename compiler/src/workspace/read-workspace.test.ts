import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { parseSource } from "../source/parse-source.ts";
import { readWorkspace } from "./read-workspace.ts";

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "postel-workspace-"));
});
afterEach(() => rmSync(cwd, { recursive: true }));

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
}

const TWO = {
  "buf.yaml":
    "version: v2\nmodules:\n  - path: b\n    name: x.y/shop/zoo\n  - path: a\n    breaking: {use: [WIRE]}\nbreaking: {use: [FILE]}\n",
  "a/a.proto": 'syntax = "proto3";',
  "b/b.proto": 'syntax = "proto3";',
};

const read = (text: string, config?: string) =>
  readWorkspace(parseSource(text), { cwd, ...(config === undefined ? {} : { config }) });

it("reads a folder's modules in buf's order, with the buf.yaml in charge", async () => {
  write(TWO);
  const modules = await read(".");
  expect(modules.map(({ id, path, folder, files }) => ({ id, path, folder, files }))).toEqual([
    { id: "a", path: "a", folder: "a", files: ["a.proto"] },
    { id: "x.y/shop/zoo", path: "b", folder: "b", files: ["b.proto"] },
  ]);
  expect(modules[0]?.document).toMatchObject({ breaking: { use: ["FILE"] } });
});

it("reads the whole workspace that a folder or file is in, from where that is", async () => {
  write(TWO);
  expect(await read("a")).toMatchObject([
    { id: "a", path: ".", folder: "a" },
    { id: "x.y/shop/zoo", path: "../b" },
  ]);
  expect(await read("b/b.proto")).toMatchObject([
    { id: "a", path: "../a" },
    { id: "x.y/shop/zoo", path: "." },
  ]);
});

it("takes a folder below an older buf.yaml for a module of its own, unless buf can see that buf.yaml", async () => {
  const versionAt = async (version: string, input: string, from: string) => {
    write({ "m/buf.yaml": `version: ${version}\n`, "m/a/b/c.proto": "" });
    const [module] = await readWorkspace(parseSource(input), { cwd: join(cwd, from) });
    return module?.document === undefined ? undefined : [module.path, (module.document as { version: string }).version];
  };
  expect(await versionAt("v1", "m/a/b/c.proto", ".")).toEqual(["../..", "v1"]);
  expect(await versionAt("v1", "b/c.proto", "m/a")).toBeUndefined();
  expect(await versionAt("v1", join(cwd, "m/a"), ".")).toBeUndefined();
  expect(await versionAt("v1beta1", "m/a", ".")).toBeUndefined();
  expect(await versionAt("v1beta1", "m", ".")).toEqual([".", "v1beta1"]);
});

it("tells where the files of several roots are, at a commit too", async () => {
  write({ "buf.yaml": "version: v1beta1\nbuild: {roots: [src, more]}\n", "src/a.proto": "", "more/x/b.proto": "" });
  execFileSync("tar", ["cf", "x.tar", "."], { cwd });
  for (const text of [".", "x.tar"])
    expect((await read(text)).map(({ places }) => [...(places ?? [])].sort())).toEqual([
      [
        ["a.proto", "src/a.proto"],
        ["x/b.proto", "more/x/b.proto"],
      ],
    ]);
});

it("follows links below a module, but not to a folder around them", async () => {
  write({ "buf.yaml": "version: v2\nmodules: [{path: a}, {path: b}]\n", "a/a.proto": "", "elsewhere/d/d.proto": "" });
  mkdirSync(join(cwd, "b"));
  symlinkSync("../elsewhere", join(cwd, "b/linked"));
  symlinkSync("..", join(cwd, "b/around"));
  expect((await read(".")).map(({ files }) => files)).toEqual([["a.proto"], ["linked/d/d.proto"]]);
});

it("reads modules at a commit", async () => {
  write(TWO);
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=x", "-c", "user.email=x@x", ...args], { cwd });
  git("init", "-q");
  git("add", "-A");
  git("commit", "-qm", "x");
  rmSync(join(cwd, "buf.yaml"));
  expect(await read(".git")).toMatchObject([
    { id: "a", path: "a", files: ["a.proto"] },
    { id: "x.y/shop/zoo", path: "b", files: ["b.proto"] },
  ]);
});

it("reads the buf.yaml of every folder of a buf.work.yaml", async () => {
  write({
    "buf.work.yaml": "version: v1\ndirectories: [a, b/c]\n",
    "a/a.proto": "",
    "b/c/buf.yaml": "version: v1\nname: x.y/shop/c\nbreaking: {use: [WIRE]}\nbuild: {excludes: [old]}\n",
    "b/c/c.proto": "",
  });
  expect(await read(".")).toMatchObject([
    { id: "a", path: "a", document: undefined },
    { id: "x.y/shop/c", path: "b/c", excludes: ["old"], document: { breaking: { use: ["WIRE"] } } },
  ]);
});

it("is one module without a document where nothing configures it", async () => {
  write({ "a/a.proto": "" });
  expect(await read("a")).toMatchObject([{ path: ".", document: undefined }]);
});

it("lets `config` take the place of the source's own", async () => {
  write(TWO);
  expect(await read("a", '{"version":"v1","breaking":{"use":["WIRE"]}}')).toMatchObject([
    { path: ".", document: { version: "v1" } },
  ]);
});

it("configures an image by the buf.yaml where the command runs", async () => {
  expect(await read("x.binpb")).toMatchObject([{ id: "", document: undefined }]);
  write(TWO);
  expect(await read("x.binpb")).toMatchObject([{ document: { version: "v2", breaking: { use: ["FILE"] } } }]);
});

it("says what is wrong with a buf.yaml", async () => {
  write({ "buf.yaml": "version: [" });
  await expect(read(".")).rejects.toMatchObject({ code: "config_invalid" });
});

it("reads the modules of an archive, and of the one root of an older buf.yaml", async () => {
  write({ "in/buf.yaml": "version: v1beta1\nbuild: {roots: [root]}\n", "in/root/a.proto": "" });
  execFileSync("tar", ["czf", "x.tar.gz", "in"], { cwd });
  expect(await read("x.tar.gz#strip_components=1")).toMatchObject([
    { path: ".", roots: ["root"], document: { version: "v1beta1" } },
  ]);
});
