import { equals, toBinary } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { registryOf } from "@postel/proto";
import { describe, expect, it } from "vitest";
import { compileText } from "../testing-support/compile-text.ts";
import { canonicalText } from "./canonical-text.ts";
import { cleanDescriptor } from "./link-schema.ts";

async function compiled(text: string, others: Record<string, string> = {}) {
  const set = await compileText({ ...others, "default.proto": text });
  const registry = registryOf(set);
  const file = registry.getFile("default.proto");
  if (file === undefined) throw new Error("no file");
  return { file, registry };
}

const canonical = async (text: string, normalize = false, others?: Record<string, string>) =>
  canonicalText(await compiled(text, others), normalize);

const PROTO3 = `// About the file.
syntax = "proto3";
package a.b;
import "postel/v1/event.proto";
import public "google/protobuf/timestamp.proto";
option java_package = "x.\\"y\\"";
enum Kind { option allow_alias = true; ZERO = 0; NULL = 0; MINUS = -1 [deprecated = true]; reserved 5 to max; }
// A message.
message M {
  option (postel.v1.event) = { topic: "t" drops: "one" drops: "two" retention { seconds: 5 } };
  oneof choice { google.protobuf.Timestamp at = 5; a.b.M.Inner other = 6; }
  string id = 1 [deprecated = true, (postel.v1.field).since = "1.0.0"];
  optional int32 count = 2; // behind
  repeated Inner inner = 3 [(postel.v1.field).renamed_from = "old"];
  map<string, Kind> kinds = 4;
  reserved 10 to 20, 30;
  reserved "gone";
  enum Deep { DEEP_UNSPECIFIED = 0; }
  message Inner { bytes data = 1; }
}
message Empty {}
service S {
  rpc Get(M) returns (stream M) { option idempotency_level = NO_SIDE_EFFECTS; }
  rpc Put(stream M) returns (M.Inner);
}
`;

describe("the canonical text", () => {
  it("has no comments, messages before enums, oneofs after fields, and messages in their order", async () => {
    expect(await canonical(PROTO3)).toBe(`syntax = "proto3";
package a.b;

import "postel/v1/event.proto";
import public "google/protobuf/timestamp.proto";

option java_package = "x.\\"y\\"";

message M {
  reserved 10 to 20, 30;
  reserved "gone";

  option (postel.v1.event) = {
    topic: "t",
    drops: [
      "one",
      "two"
    ],
    retention: {
      seconds: 5
    }
  };

  string id = 1 [
    deprecated = true,
    (postel.v1.field).since = "1.0.0"
  ];
  optional int32 count = 2;
  repeated Inner inner = 3 [(postel.v1.field).renamed_from = "old"];
  map<string, Kind> kinds = 4;

  oneof choice {
    google.protobuf.Timestamp at = 5;
    Inner other = 6;
  }

  message Inner {
    bytes data = 1;
  }
  enum Deep {
    DEEP_UNSPECIFIED = 0;
  }
}
message Empty {}
enum Kind {
  reserved 5 to max;
  option allow_alias = true;
  ZERO = 0;
  NULL = 0;
  MINUS = -1 [deprecated = true];
}

service S {
  rpc Get (M) returns (stream M) {
    option idempotency_level = NO_SIDE_EFFECTS;
  };
  rpc Put (stream M) returns (M.Inner);
}
`);
  });

  it("writes lists and messages of options in brackets and braces, as Confluent's own tests have them", async () => {
    const text = `syntax = "proto3";
package com.example;

import "confluent/meta.proto";

message Message1 {
  string f1 = 1 [(confluent.field_meta) = {
    tags: [
      "TAG1",
      "TAG2"
    ]
  }];
  string f2 = 2 [(confluent.field_meta) = {
    doc: "d",
    params: [
      {
        key: "a",
        value: "b"
      }
    ]
  }];
}
`;
    const meta = `syntax = "proto3"; package confluent; import "google/protobuf/descriptor.proto";
      message Meta { string doc = 1; map<string, string> params = 2; repeated string tags = 3; }
      extend google.protobuf.FieldOptions { Meta field_meta = 1088; }`;
    expect(await canonical(text, false, { "confluent/meta.proto": meta })).toBe(text);
  });

  const PROTO2 = `syntax = "proto2"; package two;
message A {
  required string a = 1 [default = "x\\ny\\001"]; optional double d = 2 [default = -inf]; optional bytes raw = 3 [default = "\\377\\"q"];
  optional E e = 4 [default = TWO]; repeated group Result = 5 { optional int64 n = 6; }
  extensions 100 to 199, 500 to max; extend A { optional int32 inner = 101; }
}
enum E { ONE = 1; TWO = 2; }
extend A { optional string more = 100; }`;
  const EDITION = `edition = "2023"; package e; option features.field_presence = IMPLICIT;
message B { int32 x = 1 [features.field_presence = EXPLICIT]; string y = 2; }`;
  const NAMES = `syntax = "proto3"; package a.a; message a { .a.a.a inner = 1; Inner b = 2; message Inner { .a.a.Inner outer = 1; } } message Inner {}`;

  const PARTS = `syntax = "proto2"; message A { optional int32 a_b = 1 [json_name = "ab", default = 3]; optional int32 c_d = 2 [json_name = "cD"];
    oneof o { group G = 3 { optional H h = 1; message H {} } } reserved "x"; reserved 50 to max, 9; extensions 30 to 40, 20; extend A { optional int32 it = 30; } }`;

  it("has JSON names that are not the usual ones, and what is in groups", async () => {
    const text = await canonical(PARTS);
    expect(text).toContain('  optional int32 a_b = 1 [\n    default = 3,\n    json_name = "ab"\n  ];');
    expect(text).toContain("  optional int32 c_d = 2;");
    expect(text).toContain("message H {}");
  });

  it.each([
    ["proto3", PROTO3],
    ["JSON names, groups and ranges", PARTS],
    ["proto2", PROTO2],
    ["an edition", EDITION],
    ["names that hide one another", NAMES],
  ])("of %s compiles to the same schema, and is its own canonical text", async (_, text) => {
    const once = await compiled(text);
    for (const normalize of [false, true]) {
      const printed = canonicalText(once, normalize);
      const twice = await compiled(printed);
      expect(canonicalText(twice, normalize)).toBe(printed);
      if (normalize) continue;
      const [first, second] = [comparable(once.file.proto), comparable(twice.file.proto)];
      expect(equals(FileDescriptorProtoSchema, first, second), printed).toBe(true);
    }
  });
});

describe("the normalized text", () => {
  const one = `syntax = "proto3"; package n; import "b.proto"; import "a.proto"; option java_package = "j"; option go_package = "g";
    message M { b.B second = 2; a.A first = 1; oneof z { int32 five = 5; } oneof y { int32 four = 4; int32 three = 3; } } enum E { X = 0; Z = 2; Y = 1; }`;
  const other = `syntax = "proto3"; package n; option go_package = "g"; import "a.proto"; option java_package = "j"; import "b.proto";
    message M { oneof y { int32 three = 3; int32 four = 4; } a.A first = 1; .b.B second = 2; oneof z { int32 five = 5; } } enum E { X = 0; Y = 1; Z = 2; }`;
  const others = {
    "a.proto": 'syntax = "proto3"; package a; message A {}',
    "b.proto": 'syntax = "proto3"; package b; message B {}',
  };

  it("is one for what differs in order only", async () => {
    expect(await canonical(one, true, others)).toBe(await canonical(other, true, others));
    expect(await canonical(one, false, others)).not.toBe(await canonical(other, false, others));
    expect(await canonical(one, true, others)).toContain("  .a.A first = 1;\n  .b.B second = 2;");
  });

  it("has a statement for every range and name, and no syntax where it is the default one", async () => {
    const ranges = `syntax = "proto2"; message A { reserved "x", "a"; reserved 9, 50 to max, 3 to 4; extensions 30 to 40, 20; }`;
    expect(await canonical(ranges, true)).toBe(
      '\nmessage A {\n  reserved 3 to 4;\n  reserved 9;\n  reserved 50 to max;\n  reserved "a";\n  reserved "x";\n\n  extensions 20;\n  extensions 30 to 40;\n}\n',
    );
  });

  it("sorts options by name and writes messages among them in one form", async () => {
    const text = `syntax = "proto3"; package n; import "postel/v1/event.proto"; message M {
      option (postel.v1.event) = { topic: "t", drops: ["a"], retention { seconds: 5 } }; option deprecated = true;
      string id = 1 [(postel.v1.field).since = "1", json_name = "x", deprecated = true]; }`;
    expect(await canonical(text, true)).toContain(`message M {
  option deprecated = true;
  option (postel.v1.event) = {
    drops: "a",
    retention: {
      seconds: 5
    },
    topic: "t"
  };

  string id = 1 [
    deprecated = true,
    json_name = "x",
    (postel.v1.field) = {
      since: "1"
    }
  ];
}`);
  });

  it("keeps the order of messages, on which message indexes count", async () => {
    const text = 'syntax = "proto3"; message B { message D {} message C {} } message A {}';
    expect((await canonical(text, true)).match(/message \w/g)).toEqual([
      "message B",
      "message D",
      "message C",
      "message A",
    ]);
  });
});

/** Without what the text does not keep: comments, and the order of fields within a message. */
function comparable(file: FileDescriptorProto): FileDescriptorProto {
  const copy = cleanDescriptor(toBinary(FileDescriptorProtoSchema, file));
  const waiting = [...copy.messageType];
  for (const message of waiting) {
    message.field.sort((a, b) => a.number - b.number);
    waiting.push(...message.nestedType);
  }
  return copy;
}
