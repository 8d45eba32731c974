import { clone, create, toBinary } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { type DescriptorSet, schemaFile } from "@postel/proto";
import { expect, it } from "vitest";
import { diff } from "./diff.ts";
import { changeText } from "./report/change-text.ts";
import { compileTexts } from "./testing-support/compile-texts.ts";
import { type DescriptorMutation, mutationsOf } from "./testing-support/random/mutate-descriptor.ts";

const files = compileTexts({
  "two.proto": `syntax = "proto2"; package two; import public "other.proto"; option go_package = "g";
    message M { option deprecated = true; optional string s = 1 [default = "d", json_name = "j", deprecated = true];
      oneof o { option (other.oneof_tag) = 1; int64 a = 2 [jstype = JS_STRING]; bytes b = 3 [ctype = CORD]; }
      repeated int32 packed = 4 [packed = true]; optional group G = 5 { optional int32 x = 1; } map<string, other.Other> map = 6;
      extensions 100 to 199 [declaration = { number: 100 full_name: ".two.e" type: "int32" }, verification = DECLARATION];
      reserved 50 to 60, 70; reserved "old"; enum E { option allow_alias = true; A = 0; B = 1 [deprecated = true]; C = 1; reserved 5 to 7; reserved "OLD"; } optional E enum = 7 [default = B]; }
    extend M { optional int32 e = 100 [deprecated = true]; }
    service S { option deprecated = true; rpc R(stream M) returns (other.Other) { option idempotency_level = IDEMPOTENT; } }`,
  "other.proto": `syntax = "proto3"; package other; import "google/protobuf/descriptor.proto";
    extend google.protobuf.OneofOptions { int32 oneof_tag = 50001; }
    message Other { optional string s = 1; string t = 2 [debug_redact = true]; }`,
  "edition.proto": `edition = "2024"; package edition; option features.(pb.cpp).string_type = CORD; import option "google/protobuf/cpp_features.proto";
    option features.field_presence = IMPLICIT;
    export message M { option features.json_format = LEGACY_BEST_EFFORT; string s = 1 [features.utf8_validation = NONE]; N n = 2 [features.message_encoding = DELIMITED, edition_defaults = {edition: EDITION_2023 value: "x"}, targets = TARGET_TYPE_FIELD];
      repeated int32 r = 3 [features.repeated_field_encoding = EXPANDED, retention = RETENTION_SOURCE]; }
    local message N {} enum E { option features.enum_type = CLOSED; A = 0 [debug_redact = true]; }`,
});

const before = (path: string) =>
  clone(
    FileDescriptorProtoSchema,
    files.files.find((file) => file.path === path)?.descriptor ?? create(FileDescriptorProtoSchema),
  );

function setWith(path: string, file: FileDescriptorProto): DescriptorSet {
  const bytes = toBinary(FileDescriptorProtoSchema, file);
  return { files: files.files.map((each) => (each.path === path ? schemaFile(file.name, bytes, false) : each)) };
}

function factsOf(path: string, mutation: DescriptorMutation): string[] {
  const changed = before(path);
  mutation.apply(changed);
  return diff(setWith(path, before(path)), setWith(path, changed)).map(changeText);
}

/** Details that say nothing where they stand: no compiler writes them there, or they repeat what another one says. */
const MEANINGLESS: readonly RegExp[] = [
  /field.*\.(type_name|default_value|oneof_index|proto3_optional)$/,
  /extension\[\d+\]\.(type_name|default_value|oneof_index|proto3_optional)$/,
  /^(syntax|edition)$/,
  /oneof_decl\[0\]\.name$/,
];

it.each(["two.proto", "other.proto", "edition.proto"])("tells every single change of a detail of %s", (path) => {
  const told = mutationsOf(before(path)).map((mutation) => ({ name: mutation.name, facts: factsOf(path, mutation) }));
  expect(told.length).toBeGreaterThan(40);
  expect(told.filter(({ facts }) => facts.length === 0)).toEqual([]);
  const onlyLayout = told.filter(({ facts }) => facts.every((fact) => fact.endsWith("rearranged")));
  const missed = onlyLayout.filter(({ name }) => !MEANINGLESS.some((pattern) => pattern.test(name)));
  expect(missed.map(({ name }) => name)).toEqual([]);
});
