import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startRegistry } from "@postel/registry";
import { describe, expect, it, onTestFinished } from "vitest";
import { commands } from "../commands.ts";
import { run } from "../run.ts";
import { runBuf } from "../testing-support/run-buf.ts";
import { shopFolder, type TempFolder, tempFolder } from "../testing-support/temp-folder.ts";
import { testIo } from "../testing-support/test-io.ts";

const V2 = "shop/orders/v2/order_placed.proto";
const V1 = "shop/orders/v1/order_placed.proto";

async function postel(cwd: string, ...words: string[]) {
  const io = testIo({ cwd });
  const code = await run({ name: "postel", version: "0.0.0", commands }, words, io);
  return { code, stdout: io.stdout(), stderr: io.stderr() };
}

/** The committed shop, and a way to edit its first major. */
function committedShop(): { folder: TempFolder; edit: (from: RegExp | string, to: string) => void } {
  const folder = shopFolder();
  folder.commit();
  const text = readFileSync(join(folder.path, V1), "utf8");
  return { folder, edit: (from, to) => folder.write({ [V1]: text.replace(from, to) }) };
}

const renamed = ["int64 total_cents = 6", "int64 grand_total = 6"] as const;

describe("postel check", { timeout: 60_000 }, () => {
  it("compares with the main branch where nothing else is said", async () => {
    const { folder, edit } = committedShop();
    expect(await postel(folder.path, "check")).toEqual({
      code: 0,
      stdout: "Nothing changed in shop/orders, shop/payments, shop/shipping.\n",
      stderr: "",
    });
    edit("string coupon_code = 13", "string coupon_code = 13; optional string note = 14");
    const lost = await postel(folder.path, "check");
    expect([lost.code, lost.stdout]).toEqual([
      100,
      expect.stringContaining('Field "note" of shop.orders.v1.OrderPlaced is lost'),
    ]);
    const v2 = readFileSync(join(folder.path, V2), "utf8");
    folder.write({ [V2]: v2.replace("string coupon_code = 12", "string coupon_code = 12; optional string note = 13") });
    const { code, stdout } = await postel(folder.path, "check");
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^shop\/orders \(compared with branch main\)\n\nNo findings in \d+ changes?\.\nNext release: minor, because field shop\.orders\.v1\.OrderPlaced\.note was added;/,
    );
  });

  it("works in a folder of the repository, with the paths that were asked for", async () => {
    const outer = tempFolder();
    outer.write({
      "proto/buf.yaml": "version: v2\n",
      "proto/a/v1/a.proto": 'syntax = "proto3"; package a.v1; message M { string x = 1; }',
    });
    outer.commit();
    outer.write({ "proto/a/v1/a.proto": 'syntax = "proto3"; package a.v1; message M { int32 x = 1; }' });
    expect((await postel(outer.path, "check", "proto")).stdout).toContain("proto/a/v1/a.proto:1:");
    expect((await postel(join(outer.path, "proto"), "check")).stdout).toContain("\na/v1/a.proto:1:");
  });

  it("shows silent corruption with an example, and what to do", async () => {
    const { folder, edit } = committedShop();
    edit("CHANNEL_APP = 2", "CHANNEL_STORE = 2");
    edit(/CHANNEL_APP = 2;([\s\S]*)CHANNEL_STORE = 3;/, "CHANNEL_STORE = 2;$1CHANNEL_APP = 3;");
    const { code, stdout } = await postel(folder.path, "check", "--module", "shop/orders");
    expect(code).toBe(100);
    expect(stdout).toMatch(
      /order_placed\.proto:\d+:\d+: SILENT_ENUM_RENUMBERED\n[\s\S]*A stored CHANNEL_APP would be read as CHANNEL_STORE\.\n {2}next: /,
    );
  });

  it("keeps accepted breaks in sight, and refuses to accept what stored bytes suffer", async () => {
    const { folder, edit } = committedShop();
    edit(...renamed);
    const accepted = (rule: string) =>
      `- {rule: ${rule}, element: shop.orders.v1.OrderPlaced.grand_total, reason: "nobody reads JSON", expires: "2999-01-01"}\n`;
    folder.write({ "accepted-breaks.yaml": accepted("FIELD_SAME_NAME") + accepted("FIELD_SAME_JSON_NAME") });
    const { code, stdout } = await postel(folder.path, "check", "--module", "shop/orders");
    expect(code).toBe(100);
    expect(stdout).toContain("The acceptance does not hold");
  });

  it("accepts source-level breaks, and then the next version is a major", async () => {
    const folder = tempFolder({
      "buf.yaml": "version: v2\nmodules: [{path: ., name: x.y/shop/a}]\n",
      "a/v1/a.proto": 'syntax = "proto3"; package a.v1; message M { string x = 1; } message N {}',
    });
    folder.commit();
    folder.write({
      "a/v1/a.proto": 'syntax = "proto3"; package a.v1; message M { string x = 1; }',
      "accepted-breaks.yaml":
        '- {rule: MESSAGE_NO_DELETE, element: a.v1.N, reason: "never used", expires: "2999-01-01"}\n',
    });
    const { code, stdout } = await postel(folder.path, "check");
    expect(code).toBe(0);
    expect(stdout).toContain("accepted until 2999-01-01: never used");
    expect(stdout).toContain("Next release: major");
  });

  it("compares with the latest release of a registry, and says the next version", async () => {
    const registry = await startRegistry({ port: 0, dataDir: join(tempFolder().path, "data") });
    onTestFinished(() => registry.close());
    const { folder } = committedShop();
    const words = ["--registry", registry.url, "--module", "shop/payments"];
    expect((await postel(folder.path, "check", ...words)).stdout).toContain("compared with nothing: it is new in");
    expect((await postel(folder.path, "release", ...words, "--out", "out")).code).toBe(0);
    const payments = "shop/payments/v1/payment_failed.proto";
    const text = readFileSync(join(folder.path, payments), "utf8");
    folder.write({ [payments]: text.replace("string payment_id = 1;", "string payment_id = 1; string note = 9;") });
    const { stdout } = await postel(folder.path, "check", ...words);
    expect(stdout).toMatch(/^shop\/payments: 1\.0\.0 -> 1\.1\.0 \(compared with 1\.0\.0 in /);
    const json = JSON.parse((await postel(folder.path, "check", ...words, "--json")).stdout);
    expect(json).toMatchObject({
      version: 1,
      ok: true,
      modules: [{ module: "shop/payments", latestVersion: "1.0.0", nextVersion: "1.1.0", bump: "minor", findings: [] }],
    });
  });

  it("holds a level over all released versions, or over the latest alone", async () => {
    const registry = await startRegistry({ port: 0, dataDir: join(tempFolder().path, "data") });
    onTestFinished(() => registry.close());
    const folder = tempFolder();
    const at = (fields: string) =>
      folder.write({
        "buf.yaml":
          "version: v2\nname: example.com/shop/notes\nbreaking: {use: [WIRE], except: [RESERVED_MESSAGE_NO_DELETE]}\n",
        "notes/v1/note.proto": `syntax = "proto3"; package notes.v1; message Note { ${fields} }`,
      });
    const release = async (fields: string) => {
      at(fields);
      folder.commit();
      expect(await postel(folder.path, "release", "--registry", registry.url, "--out", "out")).toMatchObject({
        code: 0,
      });
    };
    await release("string id = 1; int32 size = 2;");
    await release("string id = 1; reserved 2;");
    at("string id = 1; double size = 2;");
    const held = async (level: string, ...more: string[]) => {
      const words = ["check", "--registry", registry.url, "--level", level, "--json", ...more];
      const { modules } = JSON.parse((await postel(folder.path, ...words)).stdout);
      return modules[0].findings.map(
        ({ rule, message }: { rule: string; message: string }) => `${rule} ${message.split(". ").at(-1)}`,
      );
    };
    expect(await held("NONE")).toEqual([]);
    expect(await held("FULL")).toEqual([]);
    expect(await held("BACKWARD_TRANSITIVE")).toEqual([
      expect.stringMatching(/^FIELD_WIRE_COMPATIBLE_TYPE The new schema would read data of 1\.0\.0\.$/),
    ]);
    expect(await held("FULL_TRANSITIVE")).toHaveLength(2);
    expect((await postel(folder.path, "check", "--level", "NOPE")).code).toBe(2);
  });

  it("lints where buf.yaml says how", async () => {
    const folder = tempFolder({
      "buf.yaml": "version: v2\nlint: {use: [MESSAGE_PASCAL_CASE]}\n",
      "a/v1/a.proto": 'syntax = "proto3"; package a.v1; message m {}',
    });
    folder.commit();
    const { code, stdout } = await postel(folder.path, "check");
    expect([code, stdout]).toEqual([100, expect.stringContaining("a/v1/a.proto:1:42: MESSAGE_PASCAL_CASE")]);
    folder.write({ "buf.yaml": "version: v2\n" });
    expect((await postel(folder.path, "check")).code).toBe(0);
  });

  it("takes bare images, without configuration, events, imports or source info", async () => {
    const folder = tempFolder();
    const build = async (name: string, fields: string) => {
      folder.write({
        "m.proto": `syntax = "proto3"; import "google/protobuf/timestamp.proto"; message M { ${fields} }`,
      });
      const flags = ["--as-file-descriptor-set", "--exclude-imports", "--exclude-source-info", "-o", name];
      expect(await runBuf(["build", ...flags], { cwd: folder.path })).toMatchObject({ code: 0 });
    };
    await build("a.binpb", "google.protobuf.Timestamp t = 1;");
    await build("b.binpb", "string t = 1; google.protobuf.Timestamp u = 2;");
    const { code, stdout } = await postel(folder.path, "check", "b.binpb", "--against", "a.binpb");
    expect([code, stdout]).toEqual([100, expect.stringContaining("m.proto:1:1: FIELD_SAME_TYPE")]);
  });

  it("reports schemas that do not compile in every form", async () => {
    const { folder, edit } = committedShop();
    edit("message OrderPlaced", "massage OrderPlaced");
    const { code, stdout } = await postel(folder.path, "check", "--json");
    expect(code).toBe(100);
    expect(JSON.parse(stdout).modules[0].findings[0]).toMatchObject({ rule: "COMPILE", path: V1 });
    expect((await postel(folder.path, "check", "--format", "github-actions")).stdout).toContain(
      `::error file=${V1},line=`,
    );
  });

  it.each([
    ["text", /^shop\/orders \(compared with branch main\)\n\nshop\/orders\/v1\/order_placed\.proto:31:/],
    ["json", /^\{\n {2}"version": 1,\n {2}"ok": false/],
    ["github-actions", /^::error file=shop\/orders\/v1\/order_placed\.proto,line=31/],
    ["gitlab-code-quality", /^\[\n[\s\S]*"check_name": "FIELD_SAME_NAME"/],
    ["junit", /^<\?xml version="1\.0"[\s\S]*FIELD_SAME_NAME/],
    ["markdown", /^## shop\/orders\n\n### ❌ 3 findings/],
    ["sarif", /"version": "2\.1\.0"[\s\S]*"ruleId": "FIELD_SAME_JSON_NAME"/],
  ])("prints %s", async (format, expected) => {
    const { folder, edit } = committedShop();
    edit(...renamed);
    const { code, stdout } = await postel(folder.path, "check", "--format", format);
    expect([code, stdout]).toEqual([100, expect.stringMatching(expected)]);
    if (/json|gitlab|sarif/.test(format)) expect(() => JSON.parse(stdout)).not.toThrow();
  });
});
