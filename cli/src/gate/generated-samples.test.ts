import { compile } from "@postel/compiler";
import { sampleEvent } from "@postel/model";
import { registryOf } from "@postel/proto";
import { describe, expect, it } from "vitest";
import { validationOf } from "./validation.ts";

/** Samples of p.M, whose fields are given; validation is that of protovalidate itself. */
async function samplesOf(fields: string, rest = "") {
  const text = `syntax = "proto3"; package p;
    import "buf/validate/validate.proto"; import "google/protobuf/timestamp.proto"; import "google/protobuf/duration.proto";
    import "google/protobuf/wrappers.proto"; import "google/protobuf/struct.proto"; import "google/protobuf/any.proto";
    message M { ${fields} } ${rest}`;
  const compiled = await compile({ kind: "text", files: { "p/m.proto": text } });
  if (compiled.kind === "invalid") throw new Error(JSON.stringify(compiled.problems));
  const desc = registryOf(compiled.set).getMessage("p.M");
  if (desc === undefined) throw new Error("no p.M");
  const validation = validationOf(compiled.set);
  return sampleEvent(desc, (json) => validation.ofJson(desc, json));
}

const json = async (fields: string, rest?: string) =>
  Object.fromEntries((await samplesOf(fields, rest)).samples.map((sample) => [sample.name, sample.json]));

describe("samples of an event", () => {
  it("set everything, the least, each value of an enum and each case of a oneof", async () => {
    const samples = await json(
      "E e = 1; N n = 2; oneof o { string a = 3; E b = 4; }",
      "enum E { option allow_alias = true; E_UNSPECIFIED = 0; E_ONE = 1; E_UNO = 1; E_TWO = 2; } message N { E inner = 1; repeated M ms = 2; }",
    );
    expect(Object.keys(samples).filter((name) => !name.startsWith("n-"))).toEqual([
      "all-set",
      "least-set",
      "e-E_UNSPECIFIED",
      "e-E_TWO",
      "o-b",
      "b-E_UNSPECIFIED",
      "b-E_TWO",
    ]);
    expect(samples["n-inner-E_TWO"]).toMatchObject({ e: "E_ONE", n: { inner: "E_TWO" } });
    expect(samples["least-set"]).toEqual({});
  });

  const R = "(buf.validate.field)";
  it.each([
    [`string x = 1 [${R}.string.uuid = true];`],
    [`string x = 1 [${R}.string.email = true, ${R}.string.max_len = 20];`],
    [`string x = 1 [${R}.string = {min_len: 200, max_len: 220}];`],
    [`string x = 1 [${R}.string = {pattern: "^[A-Z]{3}-[0-9]{2,4}$"}];`],
    [`string x = 1 [${R}.string = {pattern: "^(a|b)+c?\\\\d\\\\.[^x]$", len: 5}];`],
    [`string x = 1 [${R}.string = {prefix: "ord_", suffix: "!", contains: "-", min_len: 20}];`],
    [`string x = 1 [${R}.string = {in: ["EUR", "USD"]}];`],
    [
      `string x = 1 [${R}.string.ipv6 = true]; string y = 2 [${R}.string.uri = true]; string z = 3 [${R}.string.hostname = true];`,
    ],
    [
      `bytes x = 1 [${R}.bytes = {len: 16}]; bytes y = 2 [${R}.bytes = {prefix: "ab", min_len: 40}]; bytes z = 3 [${R}.bytes.ip = true];`,
    ],
    [`int32 x = 1 [${R}.int32 = {gt: 10, lt: 12}]; uint64 y = 2 [${R}.uint64 = {gte: 9007199254740993}];`],
    [`int32 x = 1 [${R}.int32 = {gt: 10, lt: -10}]; sint64 y = 2 [${R}.sint64 = {not_in: [1, 2]}];`],
    [`double x = 1 [${R}.double = {gt: 0.5, lt: 0.75}]; float y = 2 [${R}.float = {finite: true, lte: -3}];`],
    [`bool x = 1 [${R}.bool.const = true];`],
    [`repeated string x = 1 [${R}.repeated = {min_items: 3, unique: true, items: {string: {min_len: 4}}}];`],
    [
      `repeated int32 x = 1 [${R}.repeated = {max_items: 1}]; map<string, int32> y = 2 [${R}.map = {min_pairs: 2, keys: {string: {min_len: 3}}, values: {int32: {gt: 5}}}];`,
    ],
    [
      `google.protobuf.Timestamp x = 1 [${R}.required = true, ${R}.timestamp.lt_now = true]; google.protobuf.Timestamp y = 2 [${R}.timestamp.gt_now = true];`,
    ],
    [`google.protobuf.Duration x = 1 [${R}.duration = {gt: {seconds: 5}, lt: {seconds: 6}}];`],
    [
      `google.protobuf.StringValue x = 1 [${R}.string.min_len = 3]; google.protobuf.Struct y = 2; google.protobuf.Value z = 3; google.protobuf.Any a = 4;`,
    ],
    ["google.protobuf.Any a = 1; repeated google.protobuf.Any b = 2; map<string, google.protobuf.Any> c = 3;"],
    [`google.protobuf.Any a = 1 [${R}.required = true]; google.protobuf.Any b = 2 [${R}.any.in = "x.example/y.Z"];`],
    [`repeated google.protobuf.Any a = 1 [${R}.repeated.items.any = {in: ["x.example/y.Z"]}];`],
    [`optional int32 x = 1 [${R}.required = true]; M y = 2;`],
    ["oneof x { option (buf.validate.oneof).required = true; string a = 1; int32 b = 2; }"],
    [`option (buf.validate.message).oneof = {fields: ["a", "b"], required: true}; string a = 1; string b = 2;`],
    [
      `option (buf.validate.message).cel = {id: "order", message: "end after start", expression: "this.end > this.start"}; int64 start = 1; int64 end = 2;`,
    ],
    [`string x = 1 [${R}.cel = {id: "x", message: "no a", expression: "!this.startsWith('x')"}];`],
  ])("satisfy %s", async (fields) => {
    const { samples, failed } = await samplesOf(fields);
    expect(failed).toEqual([]);
    expect(samples[0]?.name).toBe("all-set");
  });

  it("hold in an Any the message around it, which everybody knows", async () => {
    const { samples } = await samplesOf("google.protobuf.Any a = 1; repeated google.protobuf.Any b = 2;");
    const any = { "@type": expect.stringMatching(/^type\.googleapis\.com\/[\w.]+$/) };
    expect(samples[0]?.json).toEqual({ a: any, b: [any, any] });
  });

  it("says what could not be made, and by which rule", async () => {
    const { samples, failed } = await samplesOf(
      `string x = 1 [${R}.cel = {id: "prime", message: "must be prime", expression: "this == 'seventeen'"}];`,
    );
    expect([samples.map(({ name }) => name), failed]).toEqual([
      [],
      [
        { name: "all-set", complaints: [{ path: "x", message: "must be prime (prime)" }] },
        { name: "least-set", complaints: [{ path: "x", message: "must be prime (prime)" }] },
      ],
    ]);
  });

  it("are the same every time, and leave values out that a rule refuses", async () => {
    const fields = `E e = 1 [${R}.enum = {not_in: [0], defined_only: true}]; map<string, E> es = 2;`;
    const rest = "enum E { E_UNSPECIFIED = 0; E_ONE = 1; E_TWO = 2; }";
    const [first, second] = [await samplesOf(fields, rest), await samplesOf(fields, rest)];
    expect(second).toEqual(first);
    expect(first.samples.map(({ name }) => name)).not.toContain("e-E_UNSPECIFIED");
  });

  it("stay small for schemas that ask for too much", async () => {
    const { samples } = await samplesOf(
      Array.from({ length: 9 }, (_, at) => `repeated M m${at} = ${at + 1};`).join(" "),
      "",
    );
    expect(JSON.stringify(samples[0]).length).toBeLessThan(1_000_000);
  });
});
