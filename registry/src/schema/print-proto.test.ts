import { equals } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { registryOf } from "@postel/proto";
import { expect, it } from "vitest";
import { compileText } from "../testing-support/compile-text.ts";
import { printProto } from "./print-proto.ts";

const TEXT = `// About the file.
syntax = "proto3";

package a.b;

import "google/protobuf/timestamp.proto";
import "postel/v1/event.proto";

option java_package = "x.\\"y\\"";

// A message.
//
// With two paragraphs.
message M {
  option (postel.v1.event) = {
    topic: "t"
    drops: "one"
    drops: "two"
    retention {
      seconds: 5
    }
  };
  // The id.
  string id = 1 [deprecated = true];
  optional int32 count = 2;
  repeated Inner inner = 3 [(postel.v1.field).renamed_from = "old"];
  map<string, b.Kind> kinds = 4;
  oneof choice {
    google.protobuf.Timestamp at = 5;
    a.Inner other = 6;
  }
  extensions_ extra = 7;
  reserved 10 to 20, 30;
  reserved "gone";

  message Inner {
    bytes data = 1;
  }

  message extensions_ {}

  enum Kind {
    KIND_UNSPECIFIED = 0;
  }
}

enum Kind {
  option allow_alias = true;
  ZERO = 0;
  NULL = 0;
  MINUS = -1 [deprecated = true];
  reserved 5 to max;
}

service S {
  rpc Get(M) returns (stream M) {
    option idempotency_level = NO_SIDE_EFFECTS;
  }
  rpc Put(stream M) returns (M.Inner);
}
`;
const OUTER = 'syntax = "proto3";\npackage a;\nmessage Inner {}\n';

it("prints what it was compiled from", async () => {
  const text = TEXT.replace('import "google', 'import "a/inner.proto";\nimport "google');
  const set = await compileText({ "a/inner.proto": OUTER, "a/b/m.proto": text });
  const file = registryOf(set).getFile("a/b/m.proto");
  expect(file && printProto(file, registryOf(set))).toBe(text);
});

it("prints proto2 and editions so that they compile to the same again", async () => {
  const files = {
    "two.proto": `syntax = "proto2";
package two;
message A {
  required string a = 1 [default = "x\\ny\\001"];
  optional double d = 2 [default = -inf];
  optional bytes raw = 3 [default = "\\377\\"q"];
  optional E e = 4 [default = TWO];
  repeated group Result = 5 { optional int64 n = 6; }
  extensions 100 to 199, 500 to max;
  extend A { optional int32 inner = 101; }
}
enum E { ONE = 1; TWO = 2; }
extend A { optional string more = 100; }
`,
    "e.proto": `edition = "2023";
package e;
option features.field_presence = IMPLICIT;
message B { int32 x = 1 [features.field_presence = EXPLICIT]; string y = 2; }
`,
  };
  const before = await compileText(files);
  const printed = Object.fromEntries(
    Object.keys(files).map((path) => {
      const file = registryOf(before).getFile(path);
      return [path, file === undefined ? "" : printProto(file, registryOf(before))];
    }),
  );
  const after = await compileText(printed);
  for (const path of Object.keys(files)) {
    const [one, two] = [before, after].map((set) => registryOf(set).getFile(path));
    expect([...(two === undefined ? [] : nestedTypes(two))].length).toBeGreaterThan(0);
    const bare = (proto = one?.proto) => proto && { ...proto, sourceCodeInfo: undefined, $unknown: [] };
    expect(equals(FileDescriptorProtoSchema, bare(one?.proto) as never, bare(two?.proto) as never), printed[path]).toBe(
      true,
    );
  }
});
