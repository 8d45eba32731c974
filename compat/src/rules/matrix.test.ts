import { describe, expect, it } from "vitest";
import { compareWithBuf } from "../testing-support/compare-with-buf.ts";
import type { RandomPair } from "../testing-support/random/pair.ts";

const SCALARS =
  "double float int32 int64 uint32 uint64 sint32 sint64 fixed32 fixed64 sfixed32 sfixed64 bool string bytes".split(" ");

/** Every state of a thing, against every other: the states before and after are written side by side, message by message. */
function crossed(states: readonly string[], write: (state: string, index: number) => string): [string, string] {
  const both = states.flatMap((before) => states.map((after) => [before, after] as const));
  return [both.map(([before], index) => write(before, index)), both.map(([, after], index) => write(after, index))].map(
    (lines) => lines.join("\n"),
  ) as [string, string];
}

/** One pair of files with the same head. */
function pair(index: number, head: string, [before, after]: readonly [string, string], shared = ""): RandomPair {
  const name = `p1x${index}`;
  const file = (body: string) => ({ [`${name}/a.proto`]: `${head}\npackage ${name};\n${shared}\n${body}\n` });
  return { name, before: file(before), after: file(after) };
}

const message = (state: string, index: number) => `message M${index} { ${state} }`;
const TYPES = `message A { int32 x = 1; string y = 2; } message B { int32 x = 1; string y = 2; }
  enum E { Z = 0; P = 1; } enum F { Z2 = 0; P2 = 1; } message H { message A { int32 x = 1; } enum E { Z = 0; P = 1; Q = 2; } }`;
const NAMED = ["A", "B", "E", "F", "H.A", "H.E"];

const PROTO3 = 'syntax = "proto3";';
const PROTO2 = 'syntax = "proto2";';

function imported(
  index: number,
  [head, ...imports]: readonly string[],
  states: [string, string],
  shared = "",
): RandomPair {
  const name = `p1x${index}`;
  const file = (body: string) => ({
    [`${name}/a.proto`]: `${head}\npackage ${name};\n${imports.map((path) => `import "${path}";`).join("\n")}\n${shared}\n${body}\n`,
  });
  return { name, before: file(states[0]), after: file(states[1]) };
}

const FEATURES = ['edition = "2023";', "google/protobuf/cpp_features.proto", "google/protobuf/java_features.proto"];

const matrices: Record<string, (index: number) => RandomPair> = {
  "types of proto3": (index) =>
    pair(
      index,
      PROTO3,
      crossed([...SCALARS, ...NAMED], (type, at) => message(`${type} f = 1;`, at)),
      TYPES,
    ),
  "types of proto2, groups too": (index) =>
    pair(
      index,
      PROTO2,
      crossed(
        [
          ...SCALARS.map((type) => `optional ${type} f = 1;`),
          "optional group F = 1 { optional int32 x = 1; }",
          "optional A f = 1;",
          "optional E f = 1;",
        ],
        message,
      ),
      "message A { optional int32 x = 1; } enum E { Z = 0; }",
    ),
  "cardinalities of proto3": (index) =>
    pair(
      index,
      PROTO3,
      crossed(
        [
          "int32 f = 1;",
          "optional int32 f = 1;",
          "repeated int32 f = 1;",
          "map<string, int32> f = 1;",
          "map<int32, string> f = 1;",
          "oneof o { int32 f = 1; }",
          "A f = 1;",
          "repeated A f = 1;",
          "oneof o { A f = 1; string g = 2; }",
          "oneof p { int32 f = 1; }",
          "int32 g = 1;",
          "reserved 1;",
          'reserved "f";',
          'reserved 1; reserved "f", "g";',
          "",
        ],
        message,
      ),
      TYPES,
    ),
  "cardinalities of proto2": (index) =>
    pair(
      index,
      PROTO2,
      crossed(
        [
          "optional int32 f = 1;",
          "required int32 f = 1;",
          "repeated int32 f = 1;",
          "repeated int32 f = 1 [packed = true];",
          "oneof o { int32 f = 1; }",
          "extensions 1;",
          "extensions 1 to 5;",
          "extensions 3 to max;",
          "reserved 1 to 3;",
          "reserved 2 to 9, 11, 20 to max;",
          "",
        ],
        message,
      ),
    ),
  "features of fields": (index) =>
    imported(
      index,
      FEATURES,
      crossed(
        [
          "",
          "[features.field_presence = IMPLICIT]",
          "[features.field_presence = LEGACY_REQUIRED]",
          "[features.utf8_validation = NONE]",
          "[features.utf8_validation = VERIFY]",
          "[features.(pb.cpp).string_type = CORD]",
          "[features.(pb.cpp).string_type = VIEW]",
          "[ctype = CORD]",
          "[ctype = STRING_PIECE]",
          "[features.(pb.java).utf8_validation = VERIFY]",
          "[features.(pb.java).utf8_validation = DEFAULT]",
          "[features = {utf8_validation: NONE [pb.java]: {utf8_validation: VERIFY}}]",
          '[default = "d"]',
          '[json_name = "j"]',
        ],
        (options, at) => message(`string f = 1 ${options}; bytes b = 2;`, at),
      ),
    ),
  "encodings of messages": (index) =>
    imported(
      index,
      FEATURES,
      crossed(
        [
          "A f = 1;",
          "A f = 1 [features.message_encoding = DELIMITED];",
          "repeated A f = 1 [features.message_encoding = DELIMITED];",
          "B f = 1 [features.message_encoding = DELIMITED];",
          "map<string, A> f = 1;",
          "int32 f = 1;",
        ],
        message,
      ),
      "message A {} message B {}",
    ),
  defaults: (index) =>
    pair(
      index,
      PROTO2,
      crossed(
        [
          ...["int32", "int64", "uint32", "sint64", "fixed32", "bool", "float", "double", "string", "bytes", "E"].map(
            (type) => `optional ${type} f = 1;`,
          ),
          ...["0", "1", "-1", "2147483647"].map((value) => `optional int32 f = 1 [default = ${value}];`),
          ...["1", "9007199254740993", "-9223372036854775808"].map(
            (value) => `optional int64 f = 1 [default = ${value}];`,
          ),
          ...["true", "false"].map((value) => `optional bool f = 1 [default = ${value}];`),
          ...["0.1", "1", "inf", "nan", "-0.0", "1e-40", "16777217"].map(
            (value) => `optional float f = 1 [default = ${value}];`,
          ),
          ...["0.1", "1", "-inf", "nan", "1e300", "0.10000000149011612"].map(
            (value) => `optional double f = 1 [default = ${value}];`,
          ),
          ...['""', '"a"', '"\\x01é\\""', '"1"'].map((value) => `optional string f = 1 [default = ${value}];`),
          ...['""', '"a"', '"\\x01\\xff"'].map((value) => `optional bytes f = 1 [default = ${value}];`),
          ...["Z", "P"].map((value) => `optional E f = 1 [default = ${value}];`),
          "optional G f = 1;",
          "optional G f = 1 [default = G1];",
        ],
        message,
      ),
      "enum E { Z = 0; P = 1; } enum G { G1 = 1; G0 = 0; }",
    ),
  "options of fields": (index) =>
    pair(
      index,
      PROTO2,
      crossed(
        [
          "",
          "[jstype = JS_NORMAL]",
          "[jstype = JS_STRING]",
          "[jstype = JS_NUMBER]",
          "[deprecated = true]",
          '[json_name = "f"]',
          '[json_name = "F"]',
        ],
        (options, at) => message(`optional int64 f = 1 ${options};`, at),
      ),
    ),
  oneofs: (index) =>
    pair(
      index,
      PROTO3,
      crossed(
        [
          "string a = 1; string b = 2;",
          "oneof o { string a = 1; string b = 2; }",
          "oneof o { string a = 1; } string b = 2;",
          "oneof o { string a = 1; } oneof p { string b = 2; }",
          "oneof p { string b = 2; string a = 1; }",
          "optional string a = 1; optional string b = 2;",
          "string b = 2;",
          "",
        ],
        message,
      ),
    ),
  enums: (index) =>
    pair(
      index,
      PROTO2,
      crossed(
        [
          "A_ = 0;",
          "A_ = 0; B_ = 1;",
          "B_ = 1; A_ = 0;",
          "A_ = 0; C_ = 1;",
          "option allow_alias = true; A_ = 0; B_ = 1; C_ = 1;",
          "option allow_alias = true; A_ = 0; C_ = 1; B_ = 1; D_ = 0;",
          "A_ = 0; reserved 1;",
          'A_ = 0; reserved "B_";',
          'A_ = 0; reserved 1 to 5; reserved "B_", "C_";',
          "A_ = 0; reserved -5 to -1, 3 to max;",
          "A_ = -1; B_ = -2;",
        ],
        (state, at) => `message H${at} { enum E { ${state} } optional E e = 1; }`,
      ),
    ),
  "features of enums and messages": (index) =>
    pair(
      index,
      'edition = "2023";',
      crossed(
        [
          "",
          "option features.enum_type = CLOSED;",
          "option features.enum_type = OPEN;",
          "option features.json_format = LEGACY_BEST_EFFORT;",
          "option features.json_format = ALLOW;",
          "option features = {enum_type: CLOSED json_format: LEGACY_BEST_EFFORT};",
        ],
        (option, at) =>
          `enum E${at} { ${option} Z${at} = 0; } message M${at} { ${option.includes("enum_type") ? "option no_standard_descriptor_accessor = true;" : option} }`,
      ),
    ),
  methods: (index) =>
    pair(
      index,
      PROTO3,
      crossed(
        [
          "rpc R(A) returns (A);",
          "rpc R(stream A) returns (A);",
          "rpc R(A) returns (stream A);",
          "rpc R(stream A) returns (stream B);",
          "rpc R(B) returns (A);",
          "rpc R(A) returns (A) { option idempotency_level = IDEMPOTENT; }",
          "rpc R(A) returns (A) { option idempotency_level = NO_SIDE_EFFECTS; }",
          "rpc R(A) returns (A) { option idempotency_level = IDEMPOTENCY_UNKNOWN; }",
          "rpc S(A) returns (A);",
          "",
        ],
        (state, at) => `service S${at} { ${state} }`,
      ),
      TYPES,
    ),
  "names that moved": (index) =>
    pair(
      index,
      PROTO3,
      crossed(
        ["message N {}", "enum N { NZ = 0; }", "message N { message N {} }", "message O { message N {} }", ""],
        message,
      ),
    ),
};

describe("every state against every other", { timeout: 60_000 }, () => {
  const names = Object.keys(matrices);
  const pairs = Object.values(matrices).map((matrix, index) => matrix(index));
  const result = compareWithBuf(pairs);
  const lines = [...result.difference.missing, ...result.difference.extra];

  it("is compared, nothing left out", () => expect(result.pairs).toBe(names.length));

  it.each(names.map((name, index) => [name, index] as const))("gives the findings of buf for %s", (_, index) => {
    expect(lines.filter((line) => line.includes(`"p1x${index}/`))).toEqual([]);
  });

  it("gives them in its order", () => expect(result.difference.sameOrder).toBe(true));
});

/** Options of files, each with its own values and none at all. */
const FILE_OPTIONS: Record<string, readonly string[]> = {
  go_package: ['"a"', '"b;c"'],
  java_package: ['"a"', '"b"'],
  java_outer_classname: ['"A"', '"B"'],
  csharp_namespace: ['"A"', '"é"'],
  objc_class_prefix: ['"A"', '""'],
  swift_prefix: ['"A"', '""'],
  php_class_prefix: ['"A"', '"B"'],
  php_namespace: ['"A"', '"A\\\\B"'],
  php_metadata_namespace: ['"A"', '"B"'],
  ruby_package: ['"A"', '"A::B"'],
  java_multiple_files: ["true", "false"],
  java_string_check_utf8: ["true", "false"],
  java_generic_services: ["true", "false"],
  cc_generic_services: ["true", "false"],
  cc_enable_arenas: ["true", "false"],
  py_generic_services: ["true", "false"],
  optimize_for: ["SPEED", "CODE_SIZE", "LITE_RUNTIME"],
};

it("gives the findings of buf for every option of a file", () => {
  const sides = (["before", "after"] as const).map((side) =>
    Object.entries(FILE_OPTIONS).flatMap(([name, values]) => {
      const states = ["", ...values.map((value) => `option ${name} = ${value};`)];
      return states.flatMap((before, i) =>
        states.flatMap((after, j) =>
          ["proto2", "proto3"].map((syntax): [string, string] => [
            `p2x0/${syntax}/${name}_${i}_${j}.proto`,
            `syntax = "${syntax}"; package p2x0.${syntax};\n${side === "before" ? before : after}\nmessage ${name}_${i}_${j} { repeated string s = 1; }\n`,
          ]),
        ),
      );
    }),
  );
  const [before = [], after = []] = sides.map((files) => Object.fromEntries(files));
  const { difference, findings } = compareWithBuf([
    { name: "p2x0", before: before as Record<string, string>, after: after as Record<string, string> },
  ]);
  expect(difference).toEqual({ missing: [], extra: [], sameOrder: true });
  expect(findings).toBeGreaterThan(150);
});
