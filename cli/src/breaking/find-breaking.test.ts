import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { commands } from "../commands.ts";
import { run } from "../run.ts";
import { runBuf } from "../testing-support/run-buf.ts";
import { type TempFolder, tempFolder } from "../testing-support/temp-folder.ts";
import { testIo } from "../testing-support/test-io.ts";

const OLD = `syntax = "proto2";
package x.v1;
import "x/v1/shared.proto";
message M {
  optional int32 a = 1 [default = 3];
  optional string b = 2;
  optional Shared s = 3;
  extensions 100 to 200;
}
extend M { optional int32 e = 100; }
enum E { A = 0; B = 1; }
`;
const NEW = OLD.replace("default = 3", "default = 4")
  .replace("string b", "bytes b")
  .replace(/^extend.*\n/m, "")
  .replace("B = 1", "C = 1");
const SHARED = 'syntax = "proto2";\npackage x.v1;\nmessage Shared { optional int32 n = 1; }\n';

/** Two versions of a module in many forms, as two folders, a repository, archives and images. */
function forms(config = "version: v2\n"): TempFolder {
  const folder = tempFolder({
    "old/buf.yaml": config,
    "old/x/v1/m.proto": OLD,
    "old/x/v1/shared.proto": SHARED,
    "old/x/v1/gone.proto": 'syntax = "proto2";\npackage x.v1;\nmessage Gone {}\n',
    "new/buf.yaml": config,
    "new/x/v1/m.proto": NEW,
    "new/x/v1/shared.proto": SHARED.replace("int32", "string"),
    "wire.yaml": "version: v2\nbreaking: {use: [WIRE]}\n",
  });
  folder.commit();
  for (const side of ["old", "new"]) execFileSync("tar", ["czf", `${side}.tgz`, "-C", side, "."], { cwd: folder.path });
  return folder;
}

async function postel(words: readonly string[], cwd: string) {
  const io = testIo({ cwd });
  const code = await run({ name: "postel", version: "0", commands }, ["breaking", ...words], io);
  return { code, stdout: io.stdout() };
}

async function bothSay(words: readonly string[], cwd: string) {
  const [ours, theirs] = await Promise.all([postel(words, cwd), runBuf(["breaking", ...words], { cwd })]);
  return { ours, theirs: { code: theirs.code, stdout: theirs.stdout } };
}

describe("postel breaking says what buf breaking says", { timeout: 60_000 }, () => {
  it("about folders, repositories, archives and images", async () => {
    const { path } = forms();
    for (const side of ["old", "new"]) await runBuf(["build", side, "-o", `${side}.binpb`], { cwd: path });
    await runBuf(["build", "new", "-o", "new.json.gz"], { cwd: path });
    const calls = [
      ["new", "--against", "old"],
      [join(path, "new"), "--against", "old"],
      ["./new/", "--against", ".git#subdir=old"],
      ["new", "--against", ".git#branch=main,subdir=old"],
      [".git#subdir=new", "--against", "old.tgz"],
      ["new.tgz", "--against", "old.binpb"],
      ["new.binpb", "--against", "old.binpb"],
      ["new.json.gz", "--against", "old"],
      ["new/x/v1/m.proto", "--against", "old/x/v1/m.proto"],
      ["old", "--against", "old"],
    ];
    for (const words of calls) {
      const { ours, theirs } = await bothSay(words, path);
      expect({ words, ...ours }).toEqual({ words, ...theirs });
    }
  });

  it("in every error format", async () => {
    const { path } = forms();
    for (const format of ["text", "json", "msvs", "junit", "github-actions", "gitlab-code-quality"]) {
      const { ours, theirs } = await bothSay(["new", "--against", "old", "--error-format", format], path);
      expect({ format, ...ours }).toEqual({ format, ...theirs });
      expect(ours.code).toBe(100);
    }
  });

  it("with every flag", async () => {
    const { path } = forms();
    const calls = [
      ["--config", "wire.yaml"],
      ["--config", '{"version":"v1","breaking":{"use":["PACKAGE"]}}', "--against-config", '{"version":"v1"}'],
      ["--exclude-imports"],
    ];
    for (const flags of calls) {
      const { ours, theirs } = await bothSay(
        [".", "--against", "../old", ...flags.map((f) => (f === "wire.yaml" ? "../wire.yaml" : f))],
        join(path, "new"),
      );
      expect({ flags, ...ours }).toEqual({ flags, ...theirs });
    }
    await Promise.all(["old", "new"].map((side) => runBuf(["build", side, "-o", `${side}.binpb`], { cwd: path })));
    for (const flags of [
      ["--path", "x/v1/m.proto"],
      ["--exclude-path", "x/v1/m.proto"],
      ["--path", "x"],
      ["--limit-to-input-files"],
    ]) {
      const { ours, theirs } = await bothSay(["new.binpb", "--against", "old.binpb", ...flags], path);
      expect({ flags, ...ours }).toEqual({ flags, ...theirs });
    }
    mkdirSync(join(path, "elsewhere"));
    const { ours, theirs } = await bothSay(["../new", "--against", "../.git#subdir=old"], join(path, "elsewhere"));
    expect(ours).toEqual(theirs);
  });

  it.each([
    ["except and ignore", "version: v2\nbreaking: {except: [FIELD_SAME_DEFAULT], ignore: [x/v1/gone.proto]}\n"],
    ["ignore_only", "version: v2\nbreaking: {use: [FILE], ignore_only: {FIELD_SAME_TYPE: [x/v1/m.proto]}}\n"],
    ["v1", "version: v1\nbreaking: {use: [WIRE_JSON]}\n"],
    ["v1beta1", "version: v1beta1\nbreaking: {use: [FIELD_SAME_LABEL, FIELD_SAME_TYPE]}\n"],
    ["exceptions that leave no rule", "version: v2\nbreaking: {use: [WIRE], except: [FILE, WIRE]}\n"],
    ["an unknown rule", "version: v2\nbreaking: {use: [NOPE]}\n"],
    ["a broken buf.yaml", "version: [\n"],
  ])("under a buf.yaml with %s", async (_name, config) => {
    const { ours, theirs } = await bothSay(["new", "--against", "old"], forms(config).path);
    expect(ours).toEqual(theirs);
  });

  it("about workspaces: modules with configurations of their own, imports between them, new modules", async () => {
    const workspace = (rule: string) =>
      `version: v2\nmodules:\n  - path: b\n    breaking: {use: [${rule}]}\n  - path: a\n    name: buf.build/x/a\n`;
    const { path, write } = tempFolder();
    const side = (name: string, type: string, rule: string) => ({
      [`${name}/buf.yaml`]: workspace(rule),
      [`${name}/a/a/v1/a.proto`]: `syntax = "proto3";\npackage a.v1;\nmessage A { ${type} x = 1; }\n`,
      [`${name}/b/b/v1/b.proto`]: `syntax = "proto3";\npackage b.v1;\nimport "a/v1/a.proto";\nmessage B { a.v1.A a = 1; ${type} y = 2; }\n`,
    });
    write({ ...side("old", "int32", "FILE"), ...side("new", "int64", "WIRE_JSON") });
    for (const flags of [[], ["--exclude-imports"], ["--error-format", "json"]]) {
      const { ours, theirs } = await bothSay(["new", "--against", "old", ...flags], path);
      expect({ flags, ...ours }).toEqual({ flags, ...theirs });
    }
    const more = "version: v2\nmodules: [{path: a}, {path: b}, {path: c}]\n";
    const less = "version: v2\nmodules: [{path: a}, {path: b}]\n";
    write({ "old/buf.yaml": less, "new/buf.yaml": more, "new/c/c/v1/c.proto": 'syntax = "proto3";\npackage c.v1;\n' });
    for (const words of [
      ["new", "--against", "old"],
      ["old", "--against", "new"],
      ["new/a", "--against", "old/a"],
    ]) {
      const { ours, theirs } = await bothSay(words, path);
      expect({ words, ...ours }).toEqual({ words, ...theirs });
    }
  });

  it("about workspaces of v1: every folder under its own buf.yaml, or under none", async () => {
    const { path, write } = tempFolder();
    const side = (name: string, type: string, rule: string) => ({
      [`${name}/buf.work.yaml`]: "version: v1\ndirectories: [a, b/c]\n",
      [`${name}/a/a.proto`]: `syntax = "proto3";\npackage a;\nmessage A { ${type} x = 1; }\n`,
      [`${name}/b/c/c.proto`]: `syntax = "proto3";\npackage c;\nmessage C { ${type} x = 1; ${type} y = 2; }\n`,
      [`${name}/b/c/buf.yaml`]: `version: v1\nbreaking: {use: [${rule}], ignore: [nope]}\n`,
    });
    write({ ...side("old", "int32", "FILE"), ...side("new", "int64", "WIRE_JSON") });
    for (const words of [
      ["new", "--against", "old"],
      ["new/b/c", "--against", "old/b/c"],
    ]) {
      const { ours, theirs } = await bothSay(words, path);
      expect({ words, ...ours }).toEqual({ words, ...theirs });
      expect(ours.stdout).toContain("for JSON compatibility rules");
    }
  });

  it.each([
    "{ignore: [proto]}",
    "{ignore: [proto/a]}",
    "{ignore: [.]}",
    "{use: [NOPE], ignore: [proto/a, proto/b/c]}",
    "{ignore_only: {FILE: [proto/a]}}",
    "{ignore_only: {FILE: [proto], NOPE: [elsewhere]}}",
    "{use: [WIRE], ignore_unstable_packages: yes}",
    "{use: [WIRE, '', FIELD_SAME_NAME], except: ['', FIELD_WIRE_COMPATIBLE_TYPE]}",
  ])("about a workspace whose buf.yaml says breaking: %s", async (breaking) => {
    const { path, write } = tempFolder();
    const side = (name: string, type: string) => ({
      [`${name}/buf.yaml`]: `version: v2\nmodules: [{path: proto/a, breaking: {use: [], disable_builtin: false}}, {path: proto/b/c}]\nbreaking: ${breaking}\n`,
      [`${name}/proto/a/a/v1beta1/a.proto`]: `syntax = "proto3";\npackage a.v1beta1;\nmessage A { ${type} x = 1; }\n`,
      [`${name}/proto/b/c/c.proto`]: `syntax = "proto3";\npackage c;\nmessage C { ${type} x = 1; }\n`,
    });
    write({ ...side("old", "int32"), ...side("new", "string") });
    const { ours, theirs } = await bothSay([".", "--against", "../old"], join(path, "new"));
    expect(ours).toEqual(theirs);
  });

  it("with a v2 configuration from the command line, wherever the input lies in a workspace", async () => {
    const { path, write } = tempFolder();
    const side = (name: string, type: string) => ({
      [`${name}/buf.yaml`]: "version: v2\nmodules: [{path: a}, {path: b}]\n",
      [`${name}/a/a.proto`]: `syntax = "proto3";\npackage a;\nmessage A { ${type} x = 1; }\n`,
      [`${name}/b/b.proto`]: `syntax = "proto3";\npackage b;\nmessage B { ${type} x = 1; }\n`,
    });
    write({ ...side("old", "int32"), ...side("new", "string") });
    const config = ["--config", '{"version":"v2","breaking":{"use":["WIRE"]}}', "--against-config", '{"version":"v2"}'];
    for (const [cwd, input, against] of [
      ["new/a", ".", "../../old/a"],
      ["new/b", "../a", "../../old/a"],
      [".", join(path, "new/a"), join(path, "old/a")],
      ["/", join(path, "new/a"), join(path, "old/a")],
      ["new", "a", "../old/a"],
      ["new", ".", "../old"],
    ] as const) {
      const words = [input, "--against", against, ...config];
      const { ours, theirs } = await bothSay(words, resolve(path, cwd));
      expect({ cwd, input, ...ours }).toEqual({ cwd, input, ...theirs });
    }
  });

  it("under policies, in every error format", async () => {
    const policies =
      "[{policy: all.yaml, ignore: [x/v1/gone.proto]}, {policy: wire.yaml, ignore_only: {FIELD_WIRE_COMPATIBLE_TYPE: [x/v1/shared.proto]}}]";
    const { path, write } = forms(`version: v2\nbreaking: {use: [FIELD_SAME_TYPE]}\npolicies: ${policies}\n`);
    write({
      "new/all.yaml": "version: v2\n",
      "new/wire.yaml": "version: v2\nbreaking: {use: [WIRE], except: [FIELD_SAME_DEFAULT]}\n",
    });
    for (const format of ["text", "json", "msvs", "junit", "github-actions", "gitlab-code-quality"]) {
      const { ours, theirs } = await bothSay([".", "--against", "../old", "--error-format", format], join(path, "new"));
      expect({ format, ...ours }).toEqual({ format, ...theirs });
    }
    expect((await bothSay(["new", "--against", "old"], path)).ours.code).toBe(1);
    write({ "new/all.yaml": "version: [" });
    const { ours, theirs } = await bothSay([".", "--against", "../old"], join(path, "new"));
    expect(ours).toEqual(theirs);
  });

  it("about .proto files that do not compile", async () => {
    const { path, write } = forms();
    write({ "new/x/v1/m.proto": 'syntax = "proto2";\nmessage { }\n' });
    for (const words of [
      ["new", "--against", "old"],
      ["old", "--against", "new"],
    ]) {
      const { ours, theirs } = await bothSay([...words, "--error-format", "json"], path);
      expect(ours).toEqual(theirs);
      expect(ours.code).toBe(100);
    }
  });
});

describe("postel breaking knows better than buf", () => {
  it("finds what a --path names and the newer side no longer has", async () => {
    const { path, write } = forms();
    write({ "old/y/v1/y.proto": 'syntax = "proto2";\npackage y.v1;\n' });
    const cwd = join(path, "new");
    expect((await runBuf(["breaking", "--against", "../old.binpb", "--path", "y"], { cwd })).code).toBe(1);
    expect(await postel(["--against", "../old", "--path", "y"], cwd)).toEqual({
      code: 100,
      stdout: '<input>:1:1:Previously present file "y/v1/y.proto" was deleted.\n',
    });
  });

  it("takes a --path from one folder to the other", async () => {
    const { path } = forms();
    const { code, stdout } = await postel(["new", "--against", "old", "--path", "new/x/v1/shared.proto"], path);
    expect(code).toBe(100);
    expect(stdout).toMatch(/^new\/x\/v1\/shared\.proto:3:\d+:.*changed type from "int32" to "string"\.\n$/);
  });

  it("limits to the input's files wherever the other side is", async () => {
    const { path } = forms();
    expect((await runBuf(["breaking", "new", "--against", "old", "--limit-to-input-files"], { cwd: path })).code).toBe(
      1,
    );
    const { code, stdout } = await postel(["new", "--against", "old", "--limit-to-input-files"], path);
    expect([code, stdout]).toEqual([100, expect.not.stringContaining("gone.proto")]);
  });

  it("does not take a wrong --path for peace", async () => {
    expect((await postel(["new", "--against", "old", "--path", "new/nope"], forms().path)).code).toBe(1);
  });
});
