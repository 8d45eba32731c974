import { schemaFile } from "@postel/proto";
import { describe, expect, it } from "vitest";
import { compile } from "../compile.ts";
import { touchedNames } from "./seen-names.ts";

const TEXT = `syntax = "proto2";
package p;
import "other.proto";
message M {
  optional string s = 1;
  map<string, int32> all = 2;
  message Inner { optional int32 x = 1; enum Deep { DEEP = 0; } }
  extensions 100 to 200;
  reserved 7;
}
enum E { E_ZERO = 0; E_ONE = 1; }
extend M { optional int32 extra = 100; }
service S { rpc Do(M) returns (M); }
`;

async function fileOf(text: string) {
  const files = { "a.proto": text, "other.proto": 'syntax = "proto2";\npackage p;\nmessage Other {}\n' };
  const compiled = await compile({ kind: "text", files });
  const file = compiled.kind === "ok" ? compiled.set.files.find(({ path }) => path === "a.proto") : undefined;
  if (file === undefined) throw new Error(JSON.stringify(compiled));
  return file;
}

const cases: Readonly<Record<string, [from: string, to: string, names: readonly string[] | "everything"]>> = {
  "a comment": ["message M", "// New.\nmessage M", []],
  "a field": ["string s", "bytes s", []],
  "a method": ["rpc Do(", "rpc Else(", []],
  "a map": ["all = 2", "every = 3", []],
  "an import": ['import "other.proto";\n', "", []],
  "a new message": ["enum E {", "message New { message In {} } enum E {", ["New", "In"]],
  "a message that went": [
    "message Inner { optional int32 x = 1; enum Deep { DEEP = 0; } }",
    "",
    ["Inner", "Deep", "DEEP"],
  ],
  "another kind": [
    "message Inner { optional int32 x = 1; enum Deep { DEEP = 0; } }",
    "enum Inner { IN = 0; }",
    ["Inner", "Deep", "DEEP", "IN"],
  ],
  "a message's name": ["message Inner", "message Outer", ["Inner", "Outer", "Deep", "DEEP"]],
  "a message's options": ["reserved 7;", "option deprecated = true; reserved 7;", ["M"]],
  "a range for extensions": ["100 to 200", "100 to 201", ["M"]],
  "a new value": ["E_ONE = 1;", "E_ONE = 1; E_TWO = 2;", ["E", "E_ZERO", "E_ONE", "E_TWO"]],
  "a value's number": ["E_ONE = 1;", "E_ONE = 2;", ["E", "E_ZERO", "E_ONE"]],
  "an extension's type": ["int32 extra", "int64 extra", ["extra"]],
  "a service's name": ["service S", "service T", ["S", "T"]],
  "the order of types": [/enum E .*\n/.exec(TEXT)?.[0] ?? "", "", ["E", "E_ZERO", "E_ONE"]],
  "an option of the file": ["message M", 'option java_package = "x"; message M', "everything"],
  "the package": ["package p;", "package q;", "everything"],
  "a public import": ['import "other', 'import public "other', "everything"],
};

describe("touchedNames", () => {
  it.each(Object.entries(cases))("knows what to look for after %s", async (_name, [from, to, names]) => {
    const [before, after] = await Promise.all([fileOf(TEXT), fileOf(TEXT.replace(from, to))]);
    const expected = names === "everything" ? names : [...names].sort();
    for (const [a, b] of [
      [before, after],
      [after, before],
    ] as const) {
      const touched = touchedNames(a, b);
      expect(touched === "everything" ? touched : [...touched].sort()).toEqual(expected);
    }
  });

  it("throws for bytes that are cut short", async () => {
    const { path, bytes } = await fileOf(TEXT);
    const cut = schemaFile(path, bytes.subarray(0, 40), false);
    expect(() => touchedNames(cut, cut)).toThrow();
  });
});
