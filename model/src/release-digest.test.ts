import { create } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { descriptorSetOf, type SchemaFile, schemaFile } from "@postel/proto";
import { expect, it } from "vitest";
import { releaseDigest } from "./release-digest.ts";

const file = (name: string) => create(FileDescriptorProtoSchema, { name, syntax: "proto3" });
const set = descriptorSetOf([file("a.proto"), file("b.proto")], new Set(["a.proto"]));
const upcast = { path: "v2/x.upcast.ts", content: new TextEncoder().encode("export {};") };
const base = releaseDigest({ set, files: [upcast], generatorVersion: "1.0.0" });

function marked(original: SchemaFile): SchemaFile {
  const marks = new BinaryWriter().tag(1, WireType.Varint).bool(true).finish();
  const field = new BinaryWriter().tag(8042, WireType.LengthDelimited).bytes(marks).finish();
  return schemaFile(original.path, Buffer.concat([original.bytes, field]), original.isImport);
}

it("is a sha256 that stays the same for ever", () => {
  expect(base).toBe("sha256:89cdb6b1d322165800a7b9cb71c8604fb5fc05d77bd1b640e41af8ea44b92729");
});

it("does not depend on the order of files or on buf's image marks", () => {
  const shuffled = { files: set.files.toReversed().map(marked) };
  expect(releaseDigest({ set: shuffled, files: [upcast], generatorVersion: "1.0.0" })).toBe(base);
});

it("depends on every part", () => {
  const [first, second] = set.files as [SchemaFile, SchemaFile];
  const others = [
    { set, files: [upcast], generatorVersion: "1.0.1" },
    { set, files: [], generatorVersion: "1.0.0" },
    { set, files: [{ ...upcast, path: "v2/y.upcast.ts" }], generatorVersion: "1.0.0" },
    { set, files: [{ ...upcast, content: new Uint8Array([1]) }], generatorVersion: "1.0.0" },
    { set: { files: [first] }, files: [upcast], generatorVersion: "1.0.0" },
    {
      set: { files: [first, schemaFile(second.path, second.bytes, true)] },
      files: [upcast],
      generatorVersion: "1.0.0",
    },
  ].map(releaseDigest);
  expect(new Set([base, ...others]).size).toBe(others.length + 1);
});

it("keeps a path with line breaks from forging another line", () => {
  const forged = { path: 'x"\nfile sha256:00 "y', content: new Uint8Array() };
  expect(releaseDigest({ set, files: [forged], generatorVersion: "" })).not.toBe(
    releaseDigest({ set, files: [], generatorVersion: "" }),
  );
});
