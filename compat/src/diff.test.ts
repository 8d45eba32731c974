import { create, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { type DescriptorSet, descriptorSetOf, schemaFile } from "@postel/proto";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Change } from "./change.ts";
import { diff } from "./diff.ts";
import { judge } from "./judge.ts";
import { changeJson } from "./report/change-json.ts";
import { changeText } from "./report/change-text.ts";
import { rules } from "./rules.ts";
import { compareWithBuf } from "./testing-support/compare-with-buf.ts";
import { compileProto3, compileTexts } from "./testing-support/compile-texts.ts";
import { randomPairs } from "./testing-support/random/pair.ts";

const texts = (changes: readonly Change[]) => changes.map(changeText);

describe("on random schemas", () => {
  let before: DescriptorSet;
  let after: DescriptorSet;

  beforeAll(() => {
    const seed = Number(process.env.POSTEL_SEED ?? 7);
    const result = compareWithBuf(randomPairs(seed, 60));
    expect(result.difference).toMatchObject({ missing: [], extra: [], sameOrder: true });
    expect(result.pairs).toBeGreaterThan(40);
    ({ before, after } = result);
  });

  it("finds nothing between a set and itself", () => {
    expect(texts(diff(before, before, { comments: true }))).toEqual([]);
    expect(texts(diff(after, { files: [...after.files] }))).toEqual([]);
  });

  it("does not mind the order of files", () => {
    const expected = diff(before, after).map(changeJson);
    const findings = judge(diff(before, after), rules).map(({ changes, holder, ...finding }) => finding);
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const changes = diff(shuffled(before, seed), shuffled(after, seed + 1));
        expect(changes.map(changeJson)).toEqual(expected);
        expect(judge(changes, rules).map(({ changes: _, holder, ...finding }) => finding)).toEqual(findings);
      }),
      { numRuns: 5 },
    );
  });

  it("explains every file that differs by some fact", () => {
    const told = new Set(diff(before, after).flatMap((change) => changeJson(change).path));
    const moved = new Set(diff(after, before).flatMap((change) => changeJson(change).path));
    const sides = new Map(before.files.map((file) => [file.path, file]));
    for (const file of after.files) {
      const old = sides.get(file.path);
      if (old !== undefined && withoutSource(old) !== withoutSource(file))
        expect([told.has(file.path) || moved.has(file.path), file.path]).toEqual([true, file.path]);
    }
  });

  it("lets every finding rest on a fact", () => {
    for (const finding of judge(diff(before, after), rules)) expect(finding.changes.length).toBeGreaterThan(0);
  });
});

function shuffled({ files }: DescriptorSet, seed: number): DescriptorSet {
  const all = { minLength: files.length };
  return { files: fc.sample(fc.shuffledSubarray([...files], all), { seed, numRuns: 1 }).flat() };
}

function withoutSource(file: DescriptorSet["files"][number]): string {
  const { sourceCodeInfo, $unknown, ...rest } = file.descriptor;
  return Buffer.from(toBinary(FileDescriptorProtoSchema, create(FileDescriptorProtoSchema, rest))).toString("hex");
}

describe("facts", () => {
  it("tells what came, went, moved and changed", () => {
    const before = compileTexts({
      "a.proto": `syntax = "proto3"; package a; message Kept { string id = 1; reserved 5; } message Moved {} message Gone { int32 n = 1; }`,
      "b.proto": `syntax = "proto3"; package a; enum State { STATE_UNSPECIFIED = 0; STATE_OPEN = 1; }`,
    });
    const after = compileTexts({
      "a.proto": `syntax = "proto3"; package a; message Kept { string id = 1 [deprecated = true]; optional int32 size = 2; }`,
      "b.proto": `syntax = "proto3"; package a; import "a.proto"; enum State { STATE_UNSPECIFIED = 0; STATE_OPEN = 1; STATE_DONE = 2; } message Moved { Kept kept = 1; }`,
      "c.proto": `syntax = "proto3"; package c; service Search {}`,
    });
    expect(texts(diff(before, after))).toEqual([
      "package c was added",
      'file b.proto: import "a.proto" was added',
      "file c.proto was added",
      "message a.Gone was removed",
      "message a.Moved moved from a.proto to b.proto",
      "field a.Kept.size was added",
      'field a.Kept.id: option deprecated "true" was added',
      "reserved 5 of message a.Kept was removed",
      "field a.Moved.kept was added",
      "enum value a.State.STATE_DONE was added (number 2)",
      "service c.Search was added",
    ]);
  });

  it("tells a custom option by its name and value", () => {
    const text = (unit: string) =>
      `syntax = "proto3"; package a; import "google/protobuf/descriptor.proto";
       extend google.protobuf.FieldOptions { string unit = 50001; }
       message M { int32 price = 1 [(unit) = "${unit}"]; }`;
    const [eur, usd] = ["EUR", "USD"].map((unit) => compileTexts({ "a.proto": text(unit) })) as [
      DescriptorSet,
      DescriptorSet,
    ];
    const told = 'field a.M.price: option (a.unit) changed from "\\"EUR\\"" to "\\"USD\\""';
    expect(texts(diff(eur, usd))).toEqual([told]);
    const bytes = 'field a.M.price: option (#50001) changed from "03455552" to "03555344"';
    expect(texts(diff(eur, usd, { optionValues: false }))).toEqual([bytes]);
    expect(diff(eur, eur, { optionValues: false })).toEqual([]);
  });

  it("tells which way validation went", () => {
    const body = (rules: string) => `message M { string a = 1 [(buf.validate.field).string = {${rules}}]; }`;
    const direction = (from: string, to: string) =>
      diff(compileProto3(body(from)), compileProto3(body(to))).map((change) => changeJson(change).direction);
    expect(direction("min_len: 1", "min_len: 2")).toEqual(["tightened"]);
    expect(direction("min_len: 2", "min_len: 1")).toEqual(["loosened"]);
  });

  it("tells a change of comments from a change of positions, when asked", () => {
    const commented = (comment: string) =>
      compileTexts({ "a.proto": `syntax = "proto3"; package a;\n${comment}message M {}` });
    const [plain, moved, told] = [commented(""), commented("\n\n"), commented("// Told.\n")];
    expect(texts(diff(plain, moved, { comments: true }))).toEqual([]);
    expect(texts(diff(plain, told))).toEqual([]);
    expect(texts(diff(plain, told, { comments: true }))).toEqual(["file a.proto: comments changed"]);
  });

  it("tells declarations that only changed places", () => {
    const [a, b] = ["message A {} message B {}", "message B {} message A {}"].map(compileProto3);
    expect(texts(diff(a as DescriptorSet, b as DescriptorSet))).toEqual([
      "file shop.proto: declarations were rearranged",
    ]);
  });
});

describe("laziness", () => {
  const garbage = Uint8Array.of(0x22, 3, 0xff, 0xff, 0xff);

  it("never decodes files that are equal but for source info", () => {
    const head = toBinary(
      FileDescriptorProtoSchema,
      create(FileDescriptorProtoSchema, { name: "a.proto", package: "a" }),
    );
    const withSource = (length: number) =>
      Buffer.concat([head, garbage, Uint8Array.of(0x4a, length), Buffer.alloc(length)]);
    const set = (length: number) => ({ files: [schemaFile("a.proto", withSource(length), false)] });
    expect(diff(set(2), set(4))).toEqual([]);
    expect(() => diff(set(2), descriptorSetOf([], new Set()))).toThrow(
      "a.proto: the encoded descriptor cannot be read",
    );
  });

  it("looks at an unchanged file again when an enum that it uses got another first value", () => {
    const user = `syntax = "proto2"; package u; import "state.proto"; message M { optional s.State state = 1; }`;
    const enumText = (values: string) => `syntax = "proto2"; package s; enum State { ${values} }`;
    const set = (values: string) => compileTexts({ "state.proto": enumText(values), "user.proto": user });
    const changes = diff(set("A = 1; B = 2;"), set("B = 2; A = 1;"));
    expect(texts(changes)).toEqual([
      'field u.M.state: default changed from "State.A" to "State.B"',
      "file state.proto: declarations were rearranged",
    ]);
  });
});
