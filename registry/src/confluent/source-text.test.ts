import { describe, expect, it } from "vitest";
import { sourceText } from "./source-text.ts";

/** Statements of a file, and how they are written; a file that is written once stays as it is. */
const FILES: readonly (readonly [what: string, given: string, expected: string])[] = [
  ["nothing", "", "\n"],
  ["a head", "syntax='proto3';package a.b;", 'syntax = "proto3";\npackage a.b;\n'],
  ["a package before the syntax", 'package a; syntax = "proto2";', 'syntax = "proto2";\npackage a;\n'],
  ["an edition", 'edition = "2023"; message A {}', 'edition = "2023";\n\nmessage A {}\n'],
  ["comments", "// a\nmessage /* b */ A { // c\n}\n/* d */", "\nmessage A {}\n"],
  ["empty statements", ";message A { ; int32 a = 1;; };", "\nmessage A {\n  int32 a = 1;\n}\n"],
  [
    "imports, public ones last",
    'import public "b"; import "c"; import weak "d"; import "a";',
    '\nimport "c";\nimport "d";\nimport "a";\nimport public "b";\n',
  ],
  [
    "messages before enums, in their order",
    "enum E { Z = 0; } message B {} message A {} service S {} extend B { int32 x = 1; }",
    "\nmessage B {}\nmessage A {}\nenum E {\n  Z = 0;\n}\n\nextend B {\n  int32 x = 1;\n}\n\nservice S {}\n",
  ],
  [
    "options",
    'option  java_package = "x"; option (a.b) . c = 1;',
    '\noption java_package = "x";\noption (a.b).c = 1;\n',
  ],
];

/** Statements of a message, and how they are written. */
const MEMBERS: readonly (readonly [what: string, given: string, ...expected: string[]])[] = [
  ["names as they are spelt", ".a.B b = 1; a.B c = 2;", ".a.B b = 1;", "a.B c = 2;"],
  ["labels", "optional int32 a=1; repeated A b=2;", "optional int32 a = 1;", "repeated A b = 2;"],
  ["a map", "map < string , .a.B > m = 3 ;", "map<string, .a.B> m = 3;"],
  ["numbers in decimals", "int32 a = 0x10; int32 b = 010;", "int32 a = 16;", "int32 b = 8;"],
  ["one option", "int32 a = 1 [ deprecated=true ];", "int32 a = 1 [deprecated = true];"],
  [
    "several options, default and JSON name last",
    'int32 a = 1 [json_name="x", default=-7, packed = true, (o) = "y"];',
    "int32 a = 1 [",
    "  packed = true,",
    '  (o) = "y",',
    "  default = -7,",
    '  json_name = "x"',
    "];",
  ],
  [
    "an option's message",
    'int32 a = 1 [(o) = { a: 1, b { c: X } b: { d < e: "f" > }; [g.h]: true l: [1, {m: 2}] n: [] }];',
    "int32 a = 1 [(o) = {",
    "  a: 1,",
    "  b: [",
    "    {",
    "      c: X",
    "    },",
    "    {",
    "      d: {",
    '        e: "f"',
    "      }",
    "    }",
    "  ],",
    "  [g.h]: true,",
    "  l: [",
    "    1,",
    "    {",
    "      m: 2",
    "    }",
    "  ],",
    "  n: [",
    "  ]",
    "}];",
  ],
  [
    "sections",
    'oneof o { option (p) = 1; int32 c = 3; } extensions 10 to 20, 30 to max; enum E { reserved 5; option allow_alias = true; A = 0; B = -0x1 [deprecated = true]; } int32 a = 1; option deprecated = true; reserved "x", "y"; message N {} reserved 5, 7 to 9;',
    'reserved "x", "y";',
    "reserved 5, 7 to 9;",
    "|",
    "option deprecated = true;",
    "|",
    "int32 a = 1;",
    "|",
    "oneof o {",
    "  option (p) = 1;",
    "",
    "  int32 c = 3;",
    "}",
    "|",
    "extensions 10 to 20, 30 to max;",
    "|",
    "message N {}",
    "enum E {",
    "  reserved 5;",
    "  option allow_alias = true;",
    "  A = 0;",
    "  B = -1 [deprecated = true];",
    "}",
  ],
  [
    "groups after fields",
    "optional group G = 1 { optional int32 a = 2; } optional int32 b = 3;",
    "optional int32 b = 3;",
    "|",
    "optional group G = 1 {",
    "  optional int32 a = 2;",
    "}",
  ],
  [
    "names that are keywords elsewhere",
    "message message = 1; enum enum = 2; reserved reserved = 3; oneof oneof = 4; string option = 5; extensions extensions = 6; optional optional = 7;",
    "message message = 1;",
    "enum enum = 2;",
    "reserved reserved = 3;",
    "oneof oneof = 4;",
    "string option = 5;",
    "extensions extensions = 6;",
    "optional optional = 7;",
  ],
];

describe("the text of a source", () => {
  it.each(FILES)("has %s", (_, given, expected) => {
    expect(sourceText(given)).toBe(expected);
    expect(sourceText(expected)).toBe(expected);
  });

  it.each(MEMBERS)("has in a message %s", (_, given, ...lines) => {
    const body = lines.map((line) => (line === "|" ? "" : `  ${line}`)).join("\n");
    const expected = `\nmessage A {\n${body}\n}\n`;
    expect(sourceText(`message A { ${given} }`)).toBe(expected);
    expect(sourceText(expected)).toBe(expected);
  });

  it("moves the empty lines of nested types in, as the Confluent registry does", () => {
    expect(sourceText("message A { message B { message C {} int32 a = 1; } }")).toBe(
      "\nmessage A {\n  message B {\n    int32 a = 1;\n  \n    message C {}\n  }\n}\n",
    );
  });

  it("has a service's options before its methods, and a method's between braces", () => {
    const given =
      "service S { rpc A(A)returns(stream .a.B); rpc B(stream B) returns (stream) { } option deprecated = true; rpc C(A) returns (A) { option (o) = 1; option (p) = 2; } }";
    expect(sourceText(given)).toBe(`
service S {
  option deprecated = true;

  rpc A (A) returns (stream .a.B);
  rpc B (stream B) returns (stream);
  rpc C (A) returns (A) {
    option (o) = 1;
    option (p) = 2;
  };
}
`);
  });

  it("leaves out what extends descriptors, when it is told to", () => {
    const given = `import "a"; option (x.a) = 1; option java_package = "p"; extend B { int32 e = 1; }
      message A { option (.x.b) = { c: 1 }; extensions 5; extend A { int32 f = 5; } int32 a = 1 [(y) = 1, (confluent.z) = 2]; oneof o { int32 b = 2 [(y).w = 1]; } }`;
    const options = { keepsOption: (name: string) => name.startsWith("confluent."), keepsExtensions: false };
    expect(sourceText(given, options)).toBe(
      '\nimport "a";\n\noption java_package = "p";\n\nmessage A {\n  int32 a = 1 [(confluent.z) = 2];\n\n  oneof o {\n    int32 b = 2;\n  }\n}\n',
    );
    expect(sourceText('import "a"; import public "b";', { keepsImport: (path) => path === "b" })).toBe(
      '\nimport public "b";\n',
    );
    const names: string[] = [];
    sourceText(given, { keepsOption: (name) => names.push(name) > 0 });
    expect(names).toEqual(["x.a", "x.b", "y", "confluent.z", "y"]);
  });

  it("has options in one form, when it is told to", () => {
    const spellings = ["(o).b.c = 1", "(o) = { b { c: 1 } }", "(o) = { b: [{ c: [1] }], a: [] }", "(o).b = { c: 1 }"];
    const texts = spellings.map((each) => sourceText(`message A { option ${each}; }`, { normalizesOptions: true }));
    expect(new Set(texts)).toEqual(
      new Set(["\nmessage A {\n  option (o) = {\n    b: {\n      c: 1\n    }\n  };\n}\n"]),
    );
    expect(sourceText("option (o) = { z: 1 [b.c]: 2 a: [3, 4] Z: 5 };", { normalizesOptions: true })).toBe(
      "\noption (o) = {\n  Z: 5,\n  [b.c]: 2,\n  a: [\n    3,\n    4\n  ],\n  z: 1\n};\n",
    );
    expect(sourceText("option a.b = 1;", { normalizesOptions: true })).toBe("\noption a.b = 1;\n");
  });

  it("writes maps as maps, when it is told to", () => {
    const given = `message A {
  repeated .p.A.OneEntry one = 1 [deprecated = true];
  repeated Two two = 2;

  message OneEntry {
    option map_entry = true;
  
    string key = 1;
    .p.A value = 2;
  }
  message Two {
    option map_entry = false;
  
    string key = 1;
    string value = 2;
  }
}
`;
    expect(sourceText(given)).toBe(`\n${given}`);
    expect(sourceText(given, { keepsMapEntries: false })).toBe(`
message A {
  map<string, .p.A> one = 1 [deprecated = true];
  repeated Two two = 2;

  message Two {
    option map_entry = false;
  
    string key = 1;
    string value = 2;
  }
}
`);
  });

  it.each([
    "message",
    "message A {",
    "message A { int32 }",
    "message A { int32 a; }",
    "message A { int32 a = 1 }",
    "message A { int32 a = 1 [b = {c: 1 }; }",
    "nonsense a;",
    'import "a"',
    "syntax = proto3;",
    "service S { rpc A B; }",
    "enum E { A }",
    '"a"',
    "}",
    "\u0000",
  ])("throws at %j", (given) => {
    expect(() => sourceText(given)).toThrow(Error);
  });
});
