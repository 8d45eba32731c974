import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { descriptorSetOf, registryOf, writeDescriptorSet } from "@postel/proto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { EVENT, PLAIN, RULED, sandbox, summary } from "./test-support/sandbox.ts";

const IMPORTS = ["(google/protobuf/descriptor.proto)", "(google/protobuf/duration.proto)", "(postel/v1/event.proto)"];
const BAD = 'syntax = "proto3";\nmessage Bad { Missing x = 1; }\n';

let temporary: string;
const before = process.env.TMPDIR;
beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), "compile-tmp-"));
  process.env.TMPDIR = temporary;
});
afterEach(() => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  const left = existsSync(temporary) ? readdirSync(temporary).filter((name) => name.startsWith("postel-")) : [];
  rmSync(temporary, { recursive: true, force: true });
  expect(left).toEqual([]);
});

describe("compile a folder", () => {
  it("gives its files, imports marked and first", async () => {
    const box = sandbox({
      "a.proto":
        'syntax = "proto3";\nimport "google/protobuf/empty.proto";\nmessage A { google.protobuf.Empty e = 1; }',
    });
    expect(summary(await box.compile("."))).toEqual(["(google/protobuf/empty.proto)", "a.proto"]);
  });

  it("gives problems with the paths that the user wrote", async () => {
    const box = sandbox({ "sub/bad.proto": BAD });
    const message = "COMPILE: cannot find `Missing` in this scope";
    expect(summary(await box.compile("."))).toEqual([`sub/bad.proto:2 ${message}`]);
    expect(summary(await box.compile("sub"))).toEqual([`sub/bad.proto:2 ${message}`]);
    expect(summary(await box.compile(`${box.folder}/sub`))).toEqual([`${box.folder}/sub/bad.proto:2 ${message}`]);
    expect(summary(await box.compile("../sub", { cwd: join(box.folder, "sub") }))).toEqual([`bad.proto:2 ${message}`]);
  });

  it("narrows by paths, and leaves out imports and source info", async () => {
    const files = {
      "a/a.proto": PLAIN,
      "b/b.proto": 'syntax = "proto3";\nimport "a/a.proto";\nmessage B { plain.Plain p = 1; }',
    };
    const box = sandbox(files);
    expect(summary(await box.compile(".", { paths: ["b"] }))).toEqual(["(a/a.proto)", "b/b.proto"]);
    expect(summary(await box.compile(".", { excludePaths: ["b"] }))).toEqual(["a/a.proto"]);
    expect(summary(await box.compile(".", { paths: ["b"], excludeImports: true }))).toEqual(["b/b.proto"]);
    const bare = await box.compile(".", { excludeSourceInfo: true });
    expect(bare.kind === "ok" && bare.set.files[0]?.descriptor.sourceCodeInfo).toBeUndefined();
    await expect(box.compile(".", { paths: ["nope"] })).rejects.toMatchObject({ code: "no_targets" });
  });

  it("takes a configuration instead of the folder's own", async () => {
    const box = sandbox({
      "a/a.proto": PLAIN,
      "b/b.proto": PLAIN,
      "one.yaml": "version: v2\nmodules: [{ path: a }]\n",
    });
    expect(summary(await box.compile(".", { config: "one.yaml" }))).toEqual(["a.proto"]);
    expect(summary(await box.compile(".", { config: '{"version":"v2","modules":[{"path":"b"}]}' }))).toEqual([
      "b.proto",
    ]);
  });

  it("reads one file, alone or with its package", async () => {
    const box = sandbox({ "one.proto": PLAIN, "two.proto": PLAIN.replaceAll("Plain", "Other") });
    expect(summary(await box.compile("one.proto"))).toEqual(["one.proto"]);
    expect(summary(await box.compile("one.proto#include_package_files=true"))).toEqual(["one.proto", "two.proto"]);
  });

  it.each(["we#ird", "-dash", "a b", "käse,x", 'quo"te'])("reads a folder called %s", async (name) => {
    const box = sandbox({ [`${name}/bad.proto`]: BAD, [`${name}/good.proto`]: PLAIN });
    const source = { kind: "folder", path: name } as const;
    expect(summary(await compile(source, { cwd: box.folder }))).toEqual([
      `${name}/bad.proto:2 COMPILE: cannot find \`Missing\` in this scope`,
    ]);
    const only = await compile(source, { cwd: box.folder, paths: [`${name}/good.proto`] });
    expect(summary(only)).toEqual(["good.proto"]);
  });

  it("says what is missing or wrong", async () => {
    const box = sandbox({
      "notes.txt": "x",
      "empty/readme": "",
      "bad/buf.yaml": "version: v2\nfoo: 1\n",
      "bad/a.proto": PLAIN,
    });
    await expect(box.compile("nope")).rejects.toMatchObject({
      code: "source_missing",
      message: expect.stringContaining("`nope`"),
    });
    await expect(box.compile("notes.txt")).rejects.toMatchObject({ code: "source_unreadable" });
    await expect(box.compile("empty")).rejects.toMatchObject({ code: "no_proto_files" });
    const where = `bad/buf.yaml is not valid: yaml: unmarshal errors: line 2: field foo not found`;
    await expect(box.compile(`${box.folder}/bad`)).rejects.toMatchObject({
      code: "config_invalid",
      message: expect.stringContaining(where),
    });
  });

  it("says when the compiler runs, before it knows the result, and nothing when none has to run", async () => {
    const box = sandbox({ "a.proto": PLAIN });
    const heard: string[] = [];
    const onRunning = () => heard.push("running");
    const compiled = await box.compile(".", { onRunning }).finally(() => heard.push("done"));
    expect(heard).toEqual(["running", "done"]);
    if (compiled.kind !== "ok") throw new Error("it does not compile");
    const image = join(box.folder, "a.binpb");
    writeFileSync(image, writeDescriptorSet(compiled.set));
    await box.compile(image, { onRunning });
    expect(heard).toEqual(["running", "done"]);
  });

  it("stops when told to", async () => {
    const box = sandbox({ "a.proto": EVENT });
    await expect(box.compile(".", { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "aborted" });
    await expect(box.compile(".", { timeout: 1 })).rejects.toMatchObject({ code: "timeout" });
  });
});

const V2_MANY =
  "version: v2\nmodules:\n  - path: one\n  - path: two\n    excludes: [two/old]\nlint: { use: [MINIMAL], ignore: [two/b] }\n";
const LAYOUTS: [string, Record<string, string>, string, string[]][] = [
  ["no configuration", { "shop/a.proto": EVENT }, "shop/a.proto", ["shop/a.proto"]],
  ["a buf.yaml v1", { "buf.yaml": "version: v1\n", "shop/a.proto": EVENT }, "shop/a.proto", ["shop/a.proto"]],
  [
    "a buf.yaml v1 with excludes",
    { "buf.yaml": "version: v1\nbuild: { excludes: [old] }\n", "shop/a.proto": EVENT, "old/bad.proto": BAD },
    "shop/a.proto",
    ["shop/a.proto"],
  ],
  [
    "a buf.yaml v1beta1 with roots",
    { "buf.yaml": "version: v1beta1\nbuild: { roots: [src] }\n", "src/shop/a.proto": EVENT },
    "src/shop/a.proto",
    ["shop/a.proto"],
  ],
  [
    "a buf.yaml v2 with one module",
    { "buf.yaml": "version: v2\nname: x.y/shop/orders\n", "shop/a.proto": EVENT },
    "shop/a.proto",
    ["shop/a.proto"],
  ],
  [
    "a buf.yaml v2 with a folder",
    { "buf.yaml": "version: v2\nmodules: [{ path: proto }]\n", "proto/shop/a.proto": EVENT },
    "proto/shop/a.proto",
    ["shop/a.proto"],
  ],
  [
    "a buf.yaml v2 with includes",
    {
      "buf.yaml": "version: v2\nmodules: [{ path: ., includes: [shop] }, { path: ., includes: [b] }]\n",
      "shop/a.proto": EVENT,
      "b/b.proto": PLAIN,
      "c/bad.proto": BAD,
    },
    "shop/a.proto",
    ["b/b.proto", "shop/a.proto"],
  ],
  [
    "a buf.yaml v2 with many modules",
    { "buf.yaml": V2_MANY, "one/shop/a.proto": EVENT, "two/b/b.proto": PLAIN, "two/old/bad.proto": BAD },
    "one/shop/a.proto",
    ["b/b.proto", "shop/a.proto"],
  ],
  [
    "a buf.work.yaml",
    {
      "buf.work.yaml": "version: v1\ndirectories: [one, two]\n",
      "one/buf.yaml": "version: v1\n",
      "one/shop/a.proto": EVENT,
      "two/b/b.proto": PLAIN,
    },
    "one/shop/a.proto",
    ["b/b.proto", "shop/a.proto"],
  ],
];

describe("implicit modules", () => {
  it.each(LAYOUTS)("are there for %s", async (_name, files, event, targets) => {
    const box = sandbox(files);
    const fine = await box.compile(".");
    expect(summary(fine).filter((line) => !line.startsWith("("))).toEqual(targets);
    expect(summary(fine)).toEqual(expect.arrayContaining(IMPORTS));
    expect(summary(await compile({ kind: "text", files }))).toEqual(summary(fine));
    box.write({ [event]: `${EVENT}message Bad { Missing x = 1; }\n` });
    const problem = `${event}:7 COMPILE: cannot find \`Missing\` in this scope`;
    expect(summary(await box.compile("."))).toEqual([problem]);
    expect(summary(await box.compile(box.folder))).toEqual([join(box.folder, problem)]);
    expect(
      summary(
        await compile({ kind: "text", files: { ...files, [event]: `${EVENT}message Bad { Missing x = 1; }\n` } }),
      ),
    ).toEqual([problem]);
  });

  it("are there for one module of a workspace, one file, and narrowed by paths", async () => {
    const box = sandbox({
      "buf.yaml": V2_MANY,
      "one/shop/a.proto": EVENT,
      "two/b/b.proto": RULED,
      "two/b/c.proto": PLAIN,
    });
    expect(summary(await box.compile("one"))).toEqual([...IMPORTS, "shop/a.proto"]);
    expect(summary(await box.compile("one/shop/a.proto"))).toEqual([...IMPORTS, "shop/a.proto"]);
    expect(summary(await box.compile(".", { paths: ["two/b/c.proto"] }))).toEqual(["b/c.proto"]);
    expect(summary(await box.compile(".", { paths: ["two/b"], excludePaths: ["two/b/b.proto"] }))).toEqual([
      "b/c.proto",
    ]);
    expect(summary(await box.compile(".", { paths: ["two/b/b.proto"] }))).toContain("(buf/validate/validate.proto)");
  });

  it("are there when a configuration is given", async () => {
    const box = sandbox({ "x/a.proto": EVENT, "y/b.proto": BAD });
    expect(summary(await box.compile("x", { config: "version: v1" }))).toEqual([...IMPORTS, "a.proto"]);
    expect(summary(await box.compile(".", { config: '{"version":"v2","modules":[{"path":"x"}]}' }))).toEqual([
      ...IMPORTS,
      "a.proto",
    ]);
  });

  it("are there when a configuration is given instead of one beside the input", async () => {
    const config = '{"version":"v2","modules":[{"path":"x/y"}]}';
    const box = sandbox();
    box.commit({
      "x/y/a.proto": EVENT,
      "x/y/buf.yaml": "version: v2\n",
      "x/buf.yaml": "version: v1\n",
      "z.proto": BAD,
    });
    for (const input of ["x/y", ".git#subdir=x/y"])
      expect(summary(await box.compile(input, { config }))).toEqual([...IMPORTS, "a.proto"]);
  });

  it("bring validate.proto with its rules", async () => {
    const compiled = await sandbox({ "r.proto": RULED }).compile(".");
    if (compiled.kind === "invalid") throw new Error("invalid");
    const registry = registryOf(compiled.set);
    expect(registry.getExtension("buf.validate.field")?.number).toBe(1159);
    expect(registry.getMessage("ruled.Ruled")?.fields[0]?.proto.options?.$unknown?.[0]?.no).toBe(1159);
  });

  it("give way to what the input defines itself", async () => {
    const own =
      'syntax = "proto3";\npackage postel.v1;\nimport "google/protobuf/descriptor.proto";\nextend google.protobuf.MessageOptions { Own event = 52300; }\nmessage Own { string topic = 1; }\n';
    const files = { "shop/a.proto": EVENT, "postel/v1/event.proto": own };
    const expected = ["(google/protobuf/descriptor.proto)", "postel/v1/event.proto", "shop/a.proto"];
    expect(summary(await sandbox(files).compile("."))).toEqual(expected);
    expect(summary(await compile({ kind: "text", files }))).toEqual(expected);
  });

  it("stay away where the input defines the same under another path", async () => {
    const files = {
      "vendor/postel/v1/event.proto":
        'syntax = "proto3";\npackage postel.v1;\nimport "google/protobuf/descriptor.proto";\nextend google.protobuf.MessageOptions { string event = 52300; }\n',
      "shop/a.proto": EVENT,
    };
    const problems = summary(await sandbox(files).compile("."));
    expect(problems[0]).toBe("shop/a.proto:3 COMPILE: imported file does not exist");
    expect(problems.filter((line) => line.includes("implicit"))).toEqual([]);
    expect(summary(await compile({ kind: "text", files }))).toEqual(problems);
  });

  it("are found late as well as early", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [`a${i}.proto`, PLAIN.replaceAll(/[Pp]lain/g, `P${i}`)]),
    );
    const compiled = summary(await sandbox({ ...many, "z/z/z.proto": EVENT }).compile("."));
    expect(compiled).toEqual(expect.arrayContaining([...IMPORTS, "a0.proto", "z/z/z.proto"]));
  });

  it("do not hide what else is missing", async () => {
    const text = EVENT.replace("import", 'import "nope.proto";\nimport');
    expect(summary(await sandbox({ "a.proto": text }).compile("."))).toEqual([
      "a.proto:3 COMPILE: imported file does not exist",
    ]);
  });
});

describe("compile texts", () => {
  it("reports problems by the given paths", async () => {
    expect(summary(await compile({ kind: "text", files: { "x/bad.proto": BAD } }))).toEqual([
      "x/bad.proto:2 COMPILE: cannot find `Missing` in this scope",
    ]);
  });

  it("takes long and odd names", async () => {
    const path = `${"deep/".repeat(40)}ümläut name.proto`;
    expect(summary(await compile({ kind: "text", files: { [path]: PLAIN } }))).toEqual([path]);
  });

  it.each(["/etc/passwd", "../x.proto", "a/../b.proto", "a//b.proto", "", "a\\b.proto", "a\nb.proto", "./a.proto"])(
    "refuses the path %j",
    async (path) => {
      await expect(compile({ kind: "text", files: { [path]: PLAIN } })).rejects.toMatchObject({ code: "text_path" });
    },
  );

  it("refuses nothing at all", async () => {
    await expect(compile({ kind: "text", files: {} })).rejects.toMatchObject({ code: "no_proto_files" });
  });

  it("compiles hostile names", async () => {
    const text =
      'syntax = "proto3";\npackage a.__proto__;\nmessage constructor { string __proto__ = 1; string toString = 2; }';
    const compiled = await compile({ kind: "text", files: { "__proto__.proto": text } });
    expect(
      compiled.kind === "ok" && registryOf(compiled.set).getMessage("a.__proto__.constructor")?.fields.length,
    ).toBe(2);
  });
});

describe("DescriptorSet", () => {
  it("writes what it read", async () => {
    const compiled = await compile({ kind: "text", files: { "a.proto": PLAIN } });
    if (compiled.kind === "invalid") throw new Error("invalid");
    expect(writeDescriptorSet(compiled.set).length).toBeGreaterThan(0);
    expect(descriptorSetOf([compiled.set.files[0]?.descriptor ?? expect.fail()], new Set()).files[0]?.path).toBe(
      "a.proto",
    );
  });
});
