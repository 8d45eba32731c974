import { type DescriptorSet, registryOf } from "@postel/proto";
import { beforeAll, describe, expect, it } from "vitest";
import { buildImages, compareImages } from "../testing-support/compare-with-buf.ts";
import { compileTexts } from "../testing-support/compile-texts.ts";
import { randomPairs } from "../testing-support/random/pair.ts";
import { compareSchemas } from "./compare-schemas.ts";
import { DIFFERENCES, isCompatible } from "./difference.ts";

/** What differs by Confluent's names, in any order; each side is the body of a file whose package is the same on both. */
const CASES: readonly (readonly [what: string, before: string, after: string, ...differences: string[]])[] = [
  ["nothing", "message A { string a = 1; }", "message A { string a = 1; }"],
  [
    "a name that is qualified otherwise",
    "message A { B b = 1; message B {} }",
    "message A { A.B b = 1; message B {} }",
  ],
  [
    "a service, an option, a reserved name",
    "message A {}",
    'option go_package = "x"; message A { reserved "b"; } service S {}',
  ],
  ["a new field", "message A {}", "message A { string a = 1; }", "FIELD_ADDED #/A/1"],
  ["a lost field", "message A { string a = 1; }", "message A {}", "FIELD_REMOVED #/A/1"],
  [
    "a new field of a nested message",
    "message A { message B {} }",
    "message A { message B { int32 n = 4; } }",
    "FIELD_ADDED #/A/B/4",
  ],
  ["another name", "message A { string a = 1; }", "message A { string b = 1; }", "FIELD_NAME_CHANGED #/A/1"],
  [
    "another number",
    "message A { string a = 1; }",
    "message A { string a = 2; }",
    "FIELD_REMOVED #/A/1",
    "FIELD_ADDED #/A/2",
  ],
  [
    "a wider number",
    "message A { int32 a = 1; bool b = 2; sint32 c = 3; fixed32 d = 4; }",
    "message A { uint64 a = 1; int64 b = 2; sint64 c = 3; sfixed32 d = 4; }",
  ],
  ["text and bytes", "message A { string a = 1; bytes b = 2; }", "message A { bytes a = 1; string b = 2; }"],
  ["an enum for a number", "message A { int32 a = 1; }", "message A { E a = 1; } enum E { Z = 0; }", "ENUM_ADDED #/E"],
  ["a number for an enum", "message A { E a = 1; } enum E { Z = 0; }", "message A { bool a = 1; }", "ENUM_REMOVED #/E"],
  ["float for double", "message A { float a = 1; }", "message A { double a = 1; }", "FIELD_SCALAR_KIND_CHANGED #/A/1"],
  ["zigzag for plain", "message A { int32 a = 1; }", "message A { sint32 a = 1; }", "FIELD_SCALAR_KIND_CHANGED #/A/1"],
  [
    "fixed of another width",
    "message A { fixed32 a = 1; }",
    "message A { fixed64 a = 1; }",
    "FIELD_SCALAR_KIND_CHANGED #/A/1",
  ],
  [
    "a message for text",
    "message A { string a = 1; } message B {}",
    "message A { B a = 1; } message B {}",
    "FIELD_KIND_CHANGED #/A/1",
  ],
  [
    "a map for a message",
    "message A { B a = 1; } message B {}",
    "message A { map<string, B> a = 1; } message B {}",
    "FIELD_KIND_CHANGED #/A/1",
  ],
  [
    "another message",
    "message A { B a = 1; } message B {} message C {}",
    "message A { C a = 1; } message B {} message C {}",
    "FIELD_NAMED_TYPE_CHANGED #/A/1",
  ],
  [
    "another value of a map",
    "message A { map<string, int32> a = 1; }",
    "message A { map<string, string> a = 1; }",
    "FIELD_SCALAR_KIND_CHANGED #/A/1",
  ],
  [
    "another key of a map",
    "message A { map<string, int32> a = 1; }",
    "message A { map<int32, int32> a = 1; }",
    "FIELD_SCALAR_KIND_CHANGED #/A/1",
  ],
  ["many for one message", "message A { B a = 1; } message B {}", "message A { repeated B a = 1; } message B {}"],
  [
    "many for one text",
    "message A { optional string a = 1; optional bytes b = 2; }",
    "message A { repeated string a = 1; repeated bytes b = 2; }",
    "FIELD_STRING_OR_BYTES_LABEL_CHANGED #/A/1",
    "FIELD_STRING_OR_BYTES_LABEL_CHANGED #/A/2",
  ],
  [
    "many for one without a label",
    "message A { int32 a = 1; string b = 2; }",
    "message A { repeated int32 a = 1; repeated string b = 2; }",
  ],
  [
    "many for one of another type",
    "message A { optional int32 a = 1; }",
    "message A { repeated string a = 1; }",
    "FIELD_SCALAR_KIND_CHANGED #/A/1",
  ],
  [
    "many for one number",
    "message A { optional int32 a = 1; optional E e = 2; } enum E { Z = 0; }",
    "message A { repeated int32 a = 1; repeated E e = 2; } enum E { Z = 0; }",
    "FIELD_NUMERIC_LABEL_CHANGED #/A/1",
    "FIELD_NUMERIC_LABEL_CHANGED #/A/2",
  ],
  ["an optional", "message A { string a = 1; }", "message A { optional string a = 1; }"],
  ["a new message", "message A {}", "message A {} message B {}", "MESSAGE_ADDED #/B"],
  ["a lost message", "message A {} message B {}", "message A {}", "MESSAGE_REMOVED #/B"],
  [
    "messages in another order",
    "message A {} message B {}",
    "message B {} message A {}",
    "MESSAGE_MOVED #/A",
    "MESSAGE_MOVED #/B",
  ],
  [
    "values of an enum",
    "enum E { Z = 0; A = 1; B = 2; }",
    "enum E { Z = 0; X = 1; C = 3; }",
    "ENUM_CONST_CHANGED #/E/1",
    "ENUM_CONST_REMOVED #/E/2",
    "ENUM_CONST_ADDED #/E/3",
  ],
  [
    "one field that joins a new oneof",
    "message A { string a = 1; }",
    "message A { oneof o { string a = 1; int32 n = 2; } }",
    "ONEOF_ADDED #/A/o",
    "ONEOF_FIELD_ADDED #/A/o/2",
  ],
  [
    "two fields that join a new oneof",
    "message A { string a = 1; string b = 2; }",
    "message A { oneof o { string a = 1; string b = 2; } }",
    "MULTIPLE_FIELDS_MOVED_TO_ONEOF #/A/o",
    "ONEOF_ADDED #/A/o",
  ],
  [
    "a field that joins a oneof",
    "message A { string a = 1; oneof o { int32 n = 2; } }",
    "message A { oneof o { string a = 1; int32 n = 2; } }",
    "FIELD_MOVED_TO_EXISTING_ONEOF #/A/o",
  ],
  [
    "a oneof that grows",
    "message A { oneof o { int32 n = 2; } }",
    "message A { oneof o { int32 n = 2; int32 m = 3; } }",
    "ONEOF_FIELD_ADDED #/A/o/3",
  ],
  [
    "a oneof that shrinks",
    "message A { oneof o { int32 n = 2; int32 m = 3; } }",
    "message A { oneof o { int32 n = 2; } }",
    "ONEOF_FIELD_REMOVED #/A/o/3",
  ],
  [
    "a field that leaves a oneof",
    "message A { oneof o { int32 n = 2; int32 m = 3; } }",
    "message A { int32 m = 3; oneof o { int32 n = 2; } }",
    "ONEOF_FIELD_MOVED_TO_TOP_LEVEL #/A/3",
  ],
  [
    "a oneof with another name",
    "message A { oneof o { int32 n = 2; int32 m = 3; } }",
    "message A { oneof p { int32 n = 2; int32 m = 3; } }",
    "ONEOF_REMOVED #/A/o",
    "ONEOF_ADDED #/A/p",
  ],
  [
    "a oneof with another name that loses a field and changes another",
    "message A { oneof o { int32 n = 2; int32 m = 3; } }",
    "message A { oneof p { string n = 2; } }",
    "ONEOF_REMOVED #/A/o",
    "ONEOF_ADDED #/A/p",
    "FIELD_SCALAR_KIND_CHANGED #/A/p/2",
    "ONEOF_FIELD_REMOVED #/A/o/3",
  ],
  [
    "a oneof that goes with all its fields",
    "message A { oneof o { int32 n = 2; } }",
    "message A {}",
    "ONEOF_REMOVED #/A/o",
  ],
  [
    "a oneof whose fields go one by one",
    "message A { oneof o { int32 n = 2; int32 m = 3; } }",
    "message A { oneof o { int32 k = 4; } }",
    "ONEOF_FIELD_REMOVED #/A/o/2",
    "ONEOF_FIELD_REMOVED #/A/o/3",
    "ONEOF_FIELD_ADDED #/A/o/4",
  ],
  [
    "a oneof of which one field stays, plain and with another type",
    "message A { oneof o { int32 n = 2; int32 m = 3; } }",
    "message A { bytes n = 2; }",
    "ONEOF_REMOVED #/A/o",
    "ONEOF_FIELD_MOVED_TO_TOP_LEVEL #/A/2",
    "FIELD_SCALAR_KIND_CHANGED #/A/2",
    "ONEOF_FIELD_REMOVED #/A/o/3",
  ],
  [
    "two oneofs that become one",
    "message A { oneof o { int32 n = 2; } oneof p { int32 m = 3; } }",
    "message A { oneof o { int32 n = 2; int32 m = 3; } }",
    "FIELD_MOVED_TO_EXISTING_ONEOF #/A/o",
    "ONEOF_REMOVED #/A/p",
  ],
  [
    "a oneof that becomes two",
    "message A { oneof o { int32 n = 2; int32 m = 3; } }",
    "message A { oneof o { int32 n = 2; } oneof p { int32 m = 3; } }",
    "ONEOF_ADDED #/A/p",
  ],
  [
    "two plain fields that join a oneof with a field",
    "message A { int32 a = 1; oneof o { int32 n = 2; } int32 b = 3; }",
    "message A { oneof o { int32 a = 1; int32 n = 2; int32 b = 3; } }",
    "MULTIPLE_FIELDS_MOVED_TO_ONEOF #/A/o",
  ],
  [
    "a field of a oneof that has another name and type",
    "message A { oneof o { int32 n = 2; } }",
    "message A { oneof o { string s = 2; } }",
    "FIELD_NAME_CHANGED #/A/o/2",
    "FIELD_SCALAR_KIND_CHANGED #/A/o/2",
  ],
  [
    "a message that another one uses, told once",
    "message A { B b = 1; } message B { int32 n = 1; }",
    "message A { B b = 1; } message B { string n = 1; }",
    "FIELD_SCALAR_KIND_CHANGED #/B/1",
  ],
  [
    "a message that uses itself",
    "message A { A a = 1; int32 n = 2; }",
    "message A { A a = 1; string n = 2; }",
    "FIELD_SCALAR_KIND_CHANGED #/A/2",
  ],
];

const side = (index: 1 | 2) =>
  compileTexts(
    Object.fromEntries(CASES.map((each, at) => [`c${at}.proto`, `syntax = "proto3"; package c${at}; ${each[index]}`])),
  );

const fileOf = (set: DescriptorSet, path: string) => {
  const file = registryOf(set).getFile(path);
  if (file === undefined) throw new Error(path);
  return file;
};

const told = (before: DescriptorSet, after: DescriptorSet, path: string) =>
  compareSchemas(fileOf(before, path), fileOf(after, path)).map(({ type, path }) => `${type} ${path}`);

describe("Confluent's differences", () => {
  let before: DescriptorSet;
  let after: DescriptorSet;

  beforeAll(() => {
    [before, after] = [side(1), side(2)];
  });

  it.each(CASES.map(([what, , , ...differences], index) => ({ what, differences, path: `c${index}.proto` })))(
    "tell $what",
    ({ differences, path }) => {
      expect(new Set(told(before, after, path))).toEqual(new Set(differences));
      expect(told(before, before, path)).toEqual([]);
      expect(told(after, after, path)).toEqual([]);
    },
  );

  it("are all shown by some case here, or by those below", () => {
    const elsewhere = ["PACKAGE_CHANGED", "REQUIRED_FIELD_ADDED", "REQUIRED_FIELD_REMOVED"];
    const shown = CASES.flatMap(([, , , ...differences]) => differences.map((text) => text.split(" ")[0]));
    expect(new Set([...shown, ...elsewhere])).toEqual(new Set(Object.keys(DIFFERENCES)));
  });
});

const single = (text: string) => compileTexts({ "a.proto": text });

it.each([
  ["PACKAGE_CHANGED #/", "message A {}", "package b; message A {}"],
  ["REQUIRED_FIELD_ADDED #/A/1", "message A {}", "message A { required string a = 1; }"],
  ["REQUIRED_FIELD_REMOVED #/A/1", "message A { required string a = 1; }", "message A {}"],
  ["FIELD_NUMERIC_LABEL_CHANGED #/A/1", "message A { optional int32 a = 1; }", "message A { required int32 a = 1; }"],
  [
    "FIELD_STRING_OR_BYTES_LABEL_CHANGED #/A/1",
    "message A { required string a = 1; }",
    "message A { repeated string a = 1; }",
  ],
])("tells %s", (difference, before, after) => {
  const set = (body: string) => single(`syntax = "proto2"; ${body}`);
  expect(told(set(before), set(after), "a.proto")).toEqual([difference]);
});

it("looks into messages of other files, under their names within their packages", () => {
  const set = (name: string, type: string) =>
    compileTexts({
      "a.proto": `syntax = "proto3"; import "other.proto"; message A { other.${name}.Home home = 1; }`,
      "other.proto": `syntax = "proto3"; package other; message ${name} { message Home { ${type} id = 1; bool on = 2; } }`,
    });
  expect(told(set("Outer", "int32"), set("Outer", "int64"), "a.proto")).toEqual([]);
  expect(told(set("Outer", "int32"), set("Outer", "string"), "a.proto")).toEqual([
    "FIELD_SCALAR_KIND_CHANGED #/Outer/Home/1",
    "FIELD_NAMED_TYPE_CHANGED #/A/1",
  ]);
  expect(told(set("Outer", "int32"), set("Other", "int32"), "a.proto")).toEqual(["FIELD_NAMED_TYPE_CHANGED #/A/1"]);
});

it("takes a type that moved to another package for the same, and misses it where it was", () => {
  const here = single('syntax = "proto3"; message A { Home home = 1; } message Home { int32 id = 1; }');
  const there = compileTexts({
    "a.proto": 'syntax = "proto3"; import "far.proto"; message A { far.away.Home home = 1; }',
    "far.proto": 'syntax = "proto3"; package far.away; message Home { int32 id = 1; }',
  });
  expect(told(here, there, "a.proto")).toEqual(["MESSAGE_REMOVED #/Home"]);
  expect(told(there, here, "a.proto")).toEqual(["MESSAGE_ADDED #/Home"]);
});

it("finds nothing between a random schema and itself, and ends on every pair", () => {
  using images = buildImages(randomPairs(31, 40));
  const { before, after } = compareImages(images);
  for (const { path } of before.files) {
    expect([path, told(before, before, path)]).toEqual([path, []]);
    if (after.files.some((file) => file.path === path))
      for (const difference of compareSchemas(fileOf(before, path), fileOf(after, path)))
        expect([true, false]).toContain(isCompatible(difference));
  }
});
