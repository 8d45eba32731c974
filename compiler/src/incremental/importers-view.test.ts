import type { SchemaFile } from "@postel/proto";
import { expect, it } from "vitest";
import { compile } from "../compile.ts";
import { importersView } from "./importers-view.ts";

const TEXT = `syntax = "proto2";
package p;
import "other.proto";
message M {
  optional string s = 1;
  message Inner { optional int32 x = 1; }
  extensions 100 to 200;
  reserved 7;
}
enum E { E_ZERO = 0; }
service S { rpc Do(M) returns (M); }
`;

async function fileOf(text: string): Promise<SchemaFile> {
  const files = { "a.proto": text, "other.proto": 'syntax = "proto2";\npackage p;\nmessage Other {}\n' };
  const compiled = await compile({ kind: "text", files });
  const file = compiled.kind === "ok" ? compiled.set.files.find(({ path }) => path === "a.proto") : undefined;
  if (file === undefined) throw new Error(JSON.stringify(compiled));
  return file;
}

const unseen: Readonly<Record<string, [string, string]>> = {
  "a comment": ["message M {", "// New.\nmessage M {"],
  "a field": ["optional string s = 1;", "repeated bytes t = 3;"],
  "a field of a nested message": ["int32 x", "int64 x"],
  "a map": ["reserved 7;", "map<string, int32> all = 2; reserved 7;"],
  "a oneof": ["reserved 7;", "oneof o { int32 a = 2; } reserved 7;"],
  "a reservation": ["reserved 7;", "reserved 8;"],
  "a method": ["rpc Do(M) returns (M);", "rpc Else(M) returns (M);"],
  "an import": ['import "other.proto";\n', ""],
};

const seen: Readonly<Record<string, [string, string]>> = {
  "a message's name": ["message Inner", "message Outer"],
  "another message": ["enum E {", "message N {} enum E {"],
  "a kind": ["message Inner { optional int32 x = 1; }", "enum Inner { X = 1; }"],
  "an enum's value": ["E_ZERO = 0;", "E_ZERO = 0; E_ONE = 1;"],
  "an extension range": ["100 to 200", "100 to 201"],
  "an extension": ["enum E {", "extend M { optional int32 e = 100; } enum E {"],
  "a public import": ['import "other.proto"', 'import public "other.proto"'],
  "an option of the file": ["message M {", 'option java_package = "x"; message M {'],
  "an option of a message": ["reserved 7;", "option deprecated = true; reserved 7;"],
  "the package": ["package p;", "package q;"],
  "the syntax": ['syntax = "proto2";', 'edition = "2023";'],
};

const edited = ([from, to]: [string, string]) => {
  const text = TEXT.replace(from, to);
  return text.includes("edition") ? text.replaceAll("optional ", "") : text;
};

it.each(Object.entries(unseen))("importers do not see %s, unless it may be an option", async (name, edit) => {
  const [before, after] = await Promise.all([fileOf(TEXT), fileOf(edited(edit))]);
  expect(importersView(after, false)).toBe(importersView(before, false));
  expect(importersView(after, true) === importersView(before, true)).toBe(name === "a comment");
});

it.each(Object.entries(seen))("importers see %s", async (_name, edit) => {
  const [before, after] = await Promise.all([fileOf(TEXT), fileOf(edited(edit))]);
  for (const whole of [false, true]) expect(importersView(after, whole)).not.toBe(importersView(before, whole));
});
