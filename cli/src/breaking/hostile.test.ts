import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commands } from "../commands.ts";
import { run } from "../run.ts";
import { runBuf } from "../testing-support/run-buf.ts";
import { type TempFolder, tempFolder } from "../testing-support/temp-folder.ts";
import { testIo } from "../testing-support/test-io.ts";

const HEAD = 'syntax = "proto3";\npackage h.v1;\n';

async function postel(words: readonly string[], cwd: string) {
  const io = testIo({ cwd });
  const code = await run({ name: "postel", version: "0", commands }, ["breaking", ...words], io);
  return { code, stdout: io.stdout(), stderr: io.stderr() };
}

/** Runs both programs on the folders `new` and `old`; what they print must be the same. */
async function sameAsBuf({ path: cwd }: TempFolder, format: string) {
  const words = ["new", "--against", "old", "--error-format", format];
  const [ours, buf] = await Promise.all([postel(words, cwd), runBuf(["breaking", ...words], { cwd })]);
  expect({ code: ours.code, stdout: ours.stdout }).toEqual({ code: buf.code, stdout: buf.stdout });
  return ours;
}

const sides = (old: Record<string, string>, now: Record<string, string>) =>
  tempFolder(
    Object.fromEntries(
      Object.entries({ old, new: now }).flatMap(([side, files]) =>
        Object.entries(files).map(([path, text]) => [`${side}/${path}`, text]),
      ),
    ),
  );

const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join("\n");

const nested = (depth: number) =>
  `${HEAD}${lines(depth, (index) => `message M${index} {`)} int32 x = 1; ${"}".repeat(depth)}`;

const names = (type: string) => `syntax = "proto3";
package __proto__.constructor;
message __proto__ {
  ${type} constructor = 1;
  ${type} __proto__ = 2;
  oneof toString { ${type} valueOf = 3; }
  map<string, ${type}> hasOwnProperty = 4;
  enum prototype { __defineGetter__ = 0; ${type}_is = 1; }
}
message constructor { __proto__ of = 1; }
service toString { rpc __proto__(.__proto__.constructor.__proto__) returns (.__proto__.constructor.constructor); }
`;

describe("breaking on hostile schemas says what buf says", { timeout: 120_000 }, () => {
  it("about 10,000 fields", async () => {
    const fields = (type: string) =>
      `${HEAD}message M {\n${lines(10_000, (at) => `  ${type} f${at} = ${at + 1};`)}\n}\n`;
    const { stdout } = await sameAsBuf(sides({ "m.proto": fields("int32") }, { "m.proto": fields("string") }), "text");
    expect(stdout.trim().split("\n")).toHaveLength(10_000);
  });

  it("about 1,000 files", async () => {
    const files = (type: string) =>
      Object.fromEntries(
        Array.from({ length: 1000 }, (_, at) => [
          `d${at % 10}/f${at}.proto`,
          `${HEAD}message M${at} { ${type} x = 1; }\n`,
        ]),
      );
    await sameAsBuf(sides(files("int32"), files("int64")), "json");
  });

  it("about messages that are nested as deep as can be, and deeper", async () => {
    expect((await sameAsBuf(sides({ "m.proto": nested(31) }, { "m.proto": nested(30) }), "json")).code).toBe(100);
    const tooDeep = await sameAsBuf(sides({ "m.proto": nested(31) }, { "m.proto": nested(100) }), "text");
    expect(tooDeep.stdout).toContain("message nesting depth must be less than 32");
  });

  it("about messages in circles, and imports in circles", async () => {
    const circle = (type: string) =>
      `${HEAD}message A { B b = 1; ${type} x = 3; } message B { A a = 1; B b = 2; map<string, A> all = 4; }\n`;
    await sameAsBuf(sides({ "m.proto": circle("int32") }, { "m.proto": circle("bytes") }), "junit");
    const importing = (path: string, name: string) => `${HEAD}import "${path}";\nmessage ${name} {}\n`;
    const circular = { "a.proto": importing("b.proto", "A"), "b.proto": importing("a.proto", "B") };
    // Which of the two files is blamed differs from run to run of buf.
    const blamed = await postel(["new", "--against", "old"], sides({ "a.proto": HEAD }, circular).path);
    expect(blamed).toMatchObject({
      code: 100,
      stdout: expect.stringContaining("detected cyclic import while importing"),
    });
  });

  it("about names that JavaScript knows", async () => {
    const old = { "__proto__/constructor.proto": names("int32"), "toString.proto": `${HEAD}message toString {}\n` };
    const { stdout } = await sameAsBuf(sides(old, { "__proto__/constructor.proto": names("bytes") }), "json");
    expect(stdout).toContain("__proto__");
    await sameAsBuf(sides(old, { "__proto__/constructor.proto": names("bytes") }), "gitlab-code-quality");
  });

  it("about comments with control characters and ends of comments", async () => {
    const text = (type: string) =>
      `// \u001b[31m */ \u0007 \u202e\n${HEAD}/* // \u0001 */ // */ /*\nmessage M { ${type} x = 1; /* \u009b */ }\n`;
    for (const format of ["text", "github-actions", "junit"])
      await sameAsBuf(sides({ "m.proto": text("int32") }, { "m.proto": text("bytes") }), format);
  });

  it("about bytes that are no text", async () => {
    const folder = sides({ "m.proto": `${HEAD}message M {}\n` }, { "m.proto": "" });
    for (const content of ["\0", "\xff\xfe\0m", `${HEAD}message M { string s = 1 [default = "\xff"]; }`]) {
      writeFileSync(join(folder.path, "new/m.proto"), Buffer.from(content, "latin1"));
      await sameAsBuf(folder, "text");
    }
  });
});

describe("breaking on hostile inputs", { timeout: 120_000 }, () => {
  /** A folder with an image of it. */
  async function imaged() {
    const folder = tempFolder({ "m/a.proto": `${HEAD}message A { string s = 1; }\n` });
    await runBuf(["build", "m", "-o", "m.binpb"], { cwd: folder.path });
    return { folder, image: readFileSync(join(folder.path, "m.binpb")) };
  }

  it("refuses an image that is cut anywhere, or says one clear thing", async () => {
    const { folder, image } = await imaged();
    for (let length = 0; length < image.length; length += 3) {
      writeFileSync(join(folder.path, "cut.binpb"), image.subarray(0, length));
      const { code, stdout, stderr } = await postel(["cut.binpb", "--against", "m.binpb"], folder.path);
      expect({ length, code, stdout }).toEqual({ length, code: 1, stdout: "" });
      expect(stderr).toMatch(/^error: `cut\.binpb` is no Protobuf image: /);
    }
  });

  it("refuses lengths that lie, however large, without reserving memory for them", async () => {
    const { folder, image } = await imaged();
    const lies = ["ffffffff0f", "ffffffff07", "ffffffffffffffff7f", "808080808001", "ffffffffffffffffff01"];
    for (const lie of lies.map((hex) => Buffer.from(hex, "hex")))
      for (const lying of [
        Buffer.concat([image.subarray(0, 1), lie, image.subarray(3)]),
        Buffer.concat([image.subarray(0, 4), lie, image.subarray(5)]),
      ]) {
        writeFileSync(join(folder.path, "lie.binpb"), lying);
        const { code, stderr } = await postel(["lie.binpb", "--against", "m.binpb"], folder.path);
        expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining("is no Protobuf image") });
      }
  });

  it("never says anything but findings or an error of ours, whichever byte of an image is wrong", async () => {
    const { folder, image } = await imaged();
    const change = fc.record({ at: fc.nat(image.length - 1), byte: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const wrong = Buffer.from(image);
        for (const { at, byte } of changes) wrong[at] = byte;
        writeFileSync(join(folder.path, "wrong.binpb"), wrong);
        const { code, stderr } = await postel(["wrong.binpb", "--against", "m.binpb"], folder.path);
        expect([0, 1, 100]).toContain(code);
        expect(stderr).not.toContain("INTERNAL");
        if (code === 1) expect(stderr).toMatch(/^error: /);
      }),
      { numRuns: 150 },
    );
  });

  it("refuses a compressed image that is a bomb's fuse or no archive at all", async () => {
    const { folder, image } = await imaged();
    const whole = gzipSync(image);
    for (const content of [whole.subarray(0, whole.length - 9), Buffer.from("PK\u0003\u0004"), Buffer.alloc(3)]) {
      writeFileSync(join(folder.path, "x.binpb.gz"), content);
      const { code, stderr } = await postel(["x.binpb.gz", "--against", "m.binpb"], folder.path);
      expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining("x.binpb.gz") });
    }
  });

  it("lets no path leave its input", async () => {
    const { folder } = await imaged();
    const { path } = folder;
    folder.write({ "secret.proto": "secret" });
    execFileSync("tar", ["czf", "up.tgz", "--transform=s,^m/,../../m/,", "-P", "m/a.proto"], { cwd: path });
    for (const words of [
      ["up.tgz", "--against", "m.binpb"],
      ["m", "--against", "m.binpb#subdir=.."],
      ["m", "--against", ".git#branch=main,subdir=../m"],
      ["m", "--against", "m.tgz#subdir=../../etc"],
    ]) {
      const { code, stdout, stderr } = await postel(words, path);
      expect({ words, code, stdout }).toEqual({ words, code: 1, stdout: "" });
      expect(stderr).toMatch(/^error: /);
    }
    expect(existsSync(join(path, "../../m/a.proto"))).toBe(false);
    const outside = await postel(["m", "--against", "m", "--path", "../../etc"], path);
    expect(outside).toMatchObject({ code: 1, stderr: expect.stringMatching(/^error: /) });
  });

  it("refuses an image whose files are named like paths out of it", async () => {
    const { folder, image } = await imaged();
    for (const name of ["../../a", "/etc/ab", "x/../ab", "./abcde", "x//abcd"]) {
      const named = Buffer.from(image.toString("latin1").replace("a.proto", name), "latin1");
      writeFileSync(join(folder.path, "named.binpb"), named);
      const { code, stderr } = await postel(["m.binpb", "--against", "named.binpb"], folder.path);
      expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining(`a file named "${name}"`) });
    }
  });

  it("reads submodules when asked to, and says when it cannot", async () => {
    const inner = tempFolder({ "s/s.proto": `${HEAD}message S { string s = 1; }\n` });
    inner.commit();
    const outer = tempFolder({ "a.proto": `${HEAD}message A {}\n` });
    outer.commit();
    outer.git("-c", "protocol.file.allow=always", "submodule", "add", "--quiet", inner.path, "sub");
    outer.commit();
    outer.write({ "sub/s/s.proto": `${HEAD}message S { bytes s = 1; }\n` });
    const words = [".", "--against", ".git#branch=main,recurse_submodules=true", "--error-format", "json"];
    const environment = {
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: "protocol.file.allow",
      GIT_CONFIG_VALUE_0: "always",
    };
    Object.assign(process.env, environment);
    try {
      const [ours, buf] = await Promise.all([
        postel(words, outer.path),
        runBuf(["breaking", ...words], { cwd: outer.path }),
      ]);
      expect({ code: ours.code, stdout: ours.stdout }).toEqual({ code: buf.code, stdout: buf.stdout });
      process.env.GIT_CONFIG_VALUE_0 = "never";
      expect(await postel(words, outer.path)).toMatchObject({ code: 1, stderr: expect.stringMatching(/^error: /) });
    } finally {
      for (const name of Object.keys(environment)) delete process.env[name];
    }
  });
});
