import { create, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SchemaFile, schemaFile } from "./descriptor-set.ts";
import { markedFile, outlineOf } from "./file-outline.ts";

const file = (init: object, isImport = false) =>
  schemaFile("a.proto", toBinary(FileDescriptorProtoSchema, create(FileDescriptorProtoSchema, init)), isImport);

describe("outlineOf", () => {
  it("says what the decoded file says", () => {
    const names = fc.array(fc.string(), { maxLength: 4 });
    fc.assert(
      fc.property(fc.string(), names, names, fc.array(fc.nat(3)), (name, dependency, optionDependency, chosen) => {
        const publicDependency = chosen.filter((index) => index < dependency.length);
        const init = { package: name, dependency, optionDependency, publicDependency, syntax: "proto3" };
        expect(outlineOf(file(init))).toEqual({
          package: name,
          imports: [...dependency, ...optionDependency],
          publicImports: publicDependency.map((index) => dependency[index]),
        });
      }),
    );
  });

  it("takes the outline that a file carries, without a look at the bytes", () => {
    const outline = { package: "p", imports: [], publicImports: [] };
    const carried = { path: "a.proto", isImport: false, outline } as Partial<SchemaFile> as SchemaFile;
    expect(outlineOf(carried)).toBe(outline);
  });

  it("refuses bytes that are cut short", () => {
    expect(() => outlineOf(schemaFile("a.proto", Uint8Array.of(0x12, 9), false))).toThrow(RangeError);
  });
});

describe("markedFile", () => {
  it("turns a target into an import and reads nothing for it", () => {
    let reads = 0;
    const source = file({ package: "p" });
    const lazy: SchemaFile = {
      path: source.path,
      isImport: false,
      get bytes() {
        reads += 1;
        return source.bytes;
      },
      get descriptor() {
        return source.descriptor;
      },
    };
    const turned = markedFile(lazy, true);
    expect([turned.path, turned.isImport, reads]).toEqual(["a.proto", true, 0]);
    expect(markedFile(lazy, true)).toBe(turned);
    expect(markedFile(lazy, false)).toBe(lazy);
    expect([turned.bytes, turned.descriptor, turned.outline?.package]).toEqual([source.bytes, source.descriptor, "p"]);
  });
});
