import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Ran, runBin } from "./testing-support/run-bin.ts";
import { shopFolder, type TempFolder, tempFolder } from "./testing-support/temp-folder.ts";

const PROTO = 'syntax = "proto3"; package a.v1; message M { string x = 1; }\n';

function folder(): TempFolder {
  return tempFolder({ "buf.yaml": "version: v2\nmodules: [{path: ., name: x.y/shop/a}]\n", "a/v1/a.proto": PROTO });
}

/** The error alone, in one clear message: nothing on stdout, no stack. */
function expectError({ code, stdout, stderr }: Ran, exit: number, what: RegExp): void {
  expect([code, stdout]).toEqual([exit, ""]);
  expect(stderr).toMatch(what);
  expect(stderr).toMatch(/^error: /);
  expect(stderr).not.toMatch(/\n\s+at |node:internal/);
}

describe("a syntax error in a .proto file", () => {
  const broken = { "a/v1/a.proto": 'syntax = "proto3"; message M { string x = ; }\n' };

  it("is an annotation with exit code 100 in breaking, as in buf", async () => {
    const { path, write } = folder();
    write(broken);
    const ran = await runBin(["breaking", "--against", ".", "--error-format", "json"], { cwd: path });
    expect(ran).toMatchObject({ code: 100, stderr: "" });
    expect(JSON.parse(ran.stdout.split("\n")[0] ?? "")).toMatchObject({
      path: "a/v1/a.proto",
      start_line: 1,
      type: "COMPILE",
    });
  });

  it("is a finding in check, and an error with its place elsewhere", async () => {
    const { path, write } = folder();
    write(broken);
    const checked = await runBin(["check", "--against", "."], { cwd: path });
    expect(checked.code).toBe(100);
    const against = await runBin(["diff", ".", "."], { cwd: path });
    expectError(against, 100, /does not compile\n {2}where: a\/v1\/a\.proto:1:\d+: /);
  });
});

describe("a wrong call", () => {
  it.each([
    [["check", "--agianst", "."], 2, /Unknown argument: agianst\n {2}next: {2}run `postel check --help`/],
    [["check", "--format", "xml"], 2, /format.*"xml".*"text", "json"/],
    [["breaking"], 1, /against/],
    [["breaking", "--against"], 1, /against/],
    [["diff", "."], 2, /postel diff needs <before> <after>/],
    [["release", "--module", "shop/a"], 2, /say --registry/],
    [["serve", "--port", "http"], 2, /--port takes a whole number/],
    [["show"], 2, /postel show needs <event>/],
  ])("%j", async (words, exit, what) => {
    expectError(await runBin(words, { cwd: folder().path }), exit, what);
  });
});

describe("a source that is not there or not right", () => {
  it.each([
    [["breaking", "--against", ".git#branch=nope"], 1, /branch `nope`.*git fetch/],
    [["check", "--against", ".git#ref=v9"], 1, /ref `v9`/],
    [["breaking", "--against", "../nowhere"], 1, /`\.\.\/nowhere` does not exist/],
    [["diff", "cut.binpb", "."], 1, /`cut\.binpb` is no Protobuf image: /],
    [["diff", "text.binpb", "."], 1, /`text\.binpb` is no Protobuf image: /],
    [["breaking", "--against", "x.tar.gz"], 1, /x\.tar\.gz|archive/],
    [["check", "--against", ".#branch=main"], 2, /`branch` means nothing for a dir/],
    [["check", "--module", "shop/b", "--against", "."], 2, /no module shop\/b.*\n {2}next: .*shop\/a/],
    [["show", "a.v1.Nope"], 2, /no event a\.v1\.Nope/],
    [["check", "--registry", "http://127.0.0.1:1"], 1, /http:\/\/127\.0\.0\.1:1 cannot be reached/],
    [["check", "--registry", "nonsense"], 2, /nonsense is no URL/],
  ])("%j", async (words, exit, what) => {
    const { path, write, commit } = folder();
    commit();
    write({ "cut.binpb": Buffer.from([0x0a, 0x7f, 0x0a, 0x03]), "text.binpb": "hello", "x.tar.gz": "no archive" });
    expectError(await runBin(words, { cwd: path }), exit, what);
  });

  it("check without a repository, a base or a registry", async () => {
    expectError(await runBin(["check"], { cwd: folder().path }), 2, /nothing to compare with\n {2}next: .*--against/);
  });
});

describe("configuration", () => {
  it.each([
    ["buf.yaml", "version: [", /buf\.yaml/],
    ["buf.yaml", "version: v2\nbreaking: {use: [NO_SUCH_RULE]}\n", /"NO_SUCH_RULE" is not a known rule or category/],
    [
      "accepted-breaks.yaml",
      "- rule: FIELD_SAME_NAME\n",
      /accepted-breaks\.yaml cannot be used\n {2}where: accepted-breaks\.yaml\n {2}why: .*entry 1/,
    ],
    ["accepted-breaks.yaml", "- {", /accepted-breaks\.yaml cannot be used/],
  ])("%s with %j", async (file, text, what) => {
    const { path, write, commit } = folder();
    commit();
    write({ [file]: text });
    const ran = await runBin(["check", "--against", ".git"], { cwd: path });
    expect([1, 2]).toContain(ran.code);
    expectError(ran, ran.code ?? -1, what);
  });
});

describe("a lineage", () => {
  const event = (version: string, from: string) => ({
    [`a/${version}/e.proto`]: `syntax = "proto3"; package a.${version}; import "postel/v1/event.proto";
      message E { option (postel.v1.event) = { owner: "x" ${from} }; string x = 1; }\n`,
  });

  it.each([
    ["with a gap", { ...event("v1", ""), ...event("v2", 'upcasts_from: "a.v7.E"') }, /EVENT_LINEAGE_SOUND\n.*a\.v7\.E/],
    [
      "in a circle",
      { ...event("v1", 'upcasts_from: "a.v2.E"'), ...event("v2", 'upcasts_from: "a.v1.E"') },
      /EVENT_LINEAGE_SOUND/,
    ],
  ])("%s is a finding at its line", async (_name, files, what) => {
    const { path, write } = folder();
    write(files);
    const { code, stdout } = await runBin(["check", "--against", "."], { cwd: path });
    expect([code, stdout]).toEqual([100, expect.stringMatching(what)]);
    expect(stdout).toMatch(/^a\/v\d\/e\.proto:\d+:\d+: /m);
  });
});

it("a folder that cannot be written leaves nothing behind", async () => {
  const { path } = shopFolder();
  const ran = await runBin(["serve", "--port", "0", "--data", join(path, "buf.yaml/data")]);
  expectError(ran, 1, /cannot hold the registry's data/);
  expect(readdirSync(path).sort()).toEqual(["buf.yaml", "shop"]);
  expect(existsSync(join(path, "buf.yaml/data"))).toBe(false);
});
