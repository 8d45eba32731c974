import { toBinary } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isConfluentError } from "../confluent-error.ts";
import { cleanDescriptor, type Dependency, encodeDescriptor } from "../link-schema.ts";
import { compileAlone } from "./compile-alone.ts";
import { compileTogether } from "./compile-together.ts";
import { textBatches } from "./text-batches.ts";
import { type TextUnit, textUnit } from "./text-unit.ts";

type Sent = readonly [text: string, dependencies?: readonly Dependency[]];

/** The bytes of the descriptor, or what is said of the mistake. */
async function outcome(compiling: Promise<FileDescriptorProto>): Promise<string> {
  try {
    return Buffer.from(toBinary(FileDescriptorProtoSchema, await compiling)).toString("hex");
  } catch (cause) {
    if (isConfluentError(cause)) return `${cause.code} ${cause.message}`;
    throw cause;
  }
}

const unitsOf = (sent: readonly Sent[]) => sent.map(([text, dependencies = []]) => textUnit(text, dependencies));
const alone = (units: readonly TextUnit[]) => Promise.all(units.map((unit) => outcome(compileAlone(unit))));

async function shared(units: readonly TextUnit[]): Promise<{ outcomes: string[]; sharing: number }> {
  const results = await compileTogether(units);
  const outcomes = units.map((unit) => outcome(Promise.resolve(results.get(unit) ?? compileAlone(unit))));
  return { outcomes: await Promise.all(outcomes), sharing: results.size };
}

const dependency = async (path: string, text: string): Promise<Dependency> => {
  const file = cleanDescriptor(encodeDescriptor(await compileAlone(textUnit(text, []))));
  return { path, text, descriptor: encodeDescriptor(file) };
};

const GOOD = 'syntax = "proto3"; package good; message Good { string id = 1 [json_name = "ID"]; }';
const OTHER =
  'syntax = "proto2"; package other; message Other { optional int32 n = 1 [default = 5]; extensions 10 to 20; }';

describe("texts that share a run", () => {
  it("come out as they do alone, most of them of the shared run", async () => {
    const units = unitsOf([
      [GOOD],
      [OTHER],
      ['edition = "2023"; package ed; option features.field_presence = IMPLICIT; message E { int32 x = 1; }'],
      [
        'syntax = "proto3"; package t; import "google/protobuf/timestamp.proto"; message T { google.protobuf.Timestamp at = 1; }',
      ],
      ['syntax = "proto3"; package d; import "google/type/date.proto"; message D { google.type.Date on = 1; }'],
      [
        'syntax = "proto3"; package e; import "postel/v1/event.proto"; message P { option (postel.v1.event).topic = "t"; }',
      ],
      ["message NoSyntax {}"],
    ]);
    const { outcomes, sharing } = await shared(units);
    expect(outcomes).toEqual(await alone(units));
    expect(sharing).toBe(units.length);
  });

  it("each have their own imports, equal files once", async () => {
    const base = await dependency("base.proto", 'syntax = "proto3"; package base; message Base {}');
    const importing = (name: string) =>
      `syntax = "proto3"; package ${name}; import "base.proto"; message M { base.Base b = 1; }`;
    const units = unitsOf([[importing("one"), [base]], [importing("two"), [base]], [importing("thief")], [GOOD]]);
    const { outcomes, sharing } = await shared(units);
    expect(outcomes).toEqual(await alone(units));
    expect(outcomes[2]).toContain("42201");
    expect(sharing).toBe(3);
  });

  it.each<[string, string, number]>([
    ["a mistake of syntax", 'syntax = "proto3";\nmessage {', 2],
    ["an unknown type", 'syntax = "proto3";\npackage u;\nmessage U { Nowhere n = 1; }', 2],
    ["the same message", GOOD, 1],
    ["a message named as another's package", 'syntax = "proto3"; message good {}', 1],
    ["a package named as another's message", 'syntax = "proto3"; package good.Good; message X {}', 1],
    ["an import of its own path", 'syntax = "proto3"; import "default.proto"; message Y {}', 2],
    ["an import out of the folder", 'syntax = "proto3"; import "../x.proto"; message Y {}', 2],
    ["an absolute import", 'syntax = "proto3"; import "/etc/passwd"; message Y {}', 2],
    ["a type of another text", 'syntax = "proto3"; package z; message Z { .good.Good g = 1; }', 2],
    ["an extension of another text", "extend other.Other { optional int32 stolen = 10; }", 2],
    ["an import in pieces", 'syntax = "proto3"; package p; import "postel/" "v1/event.proto"; message P {}', 2],
    ["nothing but a comment", "// nothing", 3],
    ["characters that are none", 'syntax = "proto3"; // \ud800\u0000\nmessage \ufeff {}', 2],
  ])("bear with %s", async (_, text, least) => {
    const units = unitsOf([[GOOD], [OTHER], [text]]);
    const { outcomes, sharing } = await shared(units);
    expect(outcomes).toEqual(await alone(units));
    expect(sharing).toBeGreaterThanOrEqual(least);
  });

  it("do not change what an option's Any names: such a text shares no run", async () => {
    const any = `syntax = "proto2"; package a; import "google/protobuf/any.proto"; import "google/protobuf/descriptor.proto";
      extend google.protobuf.FileOptions { optional google.protobuf.Any any = 50000; }
      option (any) = { [type.googleapis.com/good.Good] { id: "x" } };`;
    expect(textUnit(any, []).mayShare).toBe(false);
  });
});

/** Texts of few names, so that many collide, import what others have, or are wrong. */
const name = fc.constantFrom("A", "B", "c", "d");
const line = fc.oneof(
  name.map((own) => `message ${own} { string x = 1; }`),
  fc.tuple(name, name, name).map(([own, scope, type]) => `message ${own} { .${scope}.${type} x = 1; }`),
  name.map((own) => `enum ${own} { ${own}_ZERO = 0; SAME = 1; }`),
  fc.nat(2).map((number) => `extend google.protobuf.FieldOptions { optional string o${number} = ${50_000 + number}; }`),
  fc
    .constantFrom("a.proto", "b.proto", "default.proto", "google/protobuf/any.proto")
    .map((path) => `import "${path}";`),
  fc.string({ maxLength: 12 }),
);
const randomText = fc
  .tuple(fc.constantFrom("", "package c;", "package d.A;", "package e;"), fc.array(line, { maxLength: 4 }))
  .map(
    ([scope, lines]) => `syntax = "proto2";\n${scope}\nimport "google/protobuf/descriptor.proto";\n${lines.join("\n")}`,
  );

it("gives any texts what they get alone, whichever come together", { timeout: 120_000 }, async () => {
  const known = [
    await dependency("a.proto", 'syntax = "proto3"; package a; message A {}'),
    await dependency("b.proto", 'syntax = "proto3"; package b; message A {}'),
  ];
  const other = await dependency("a.proto", 'syntax = "proto3"; package a; message B {}');
  const sent = fc.tuple(randomText, fc.subarray([...known, other], { maxLength: 2 }));
  await fc.assert(
    fc.asyncProperty(fc.array(sent, { minLength: 2, maxLength: 6 }), async (texts) => {
      const units = unitsOf(texts);
      const compile = textBatches({ together: compileTogether, alone: compileAlone });
      const outcomes = await Promise.all(units.map((unit) => outcome(compile(unit))));
      expect(outcomes).toEqual(await alone(units));
    }),
    { numRuns: 8, seed: 5 },
  );
});
