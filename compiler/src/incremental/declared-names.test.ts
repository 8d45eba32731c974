import { create, createFileRegistry, createRegistry } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../compile.ts";
import { printModule, randomModule } from "../test-support/random-module.ts";
import { declaredNames } from "./declared-names.ts";

const TEXT = `syntax = "proto2";
package p.q;
message M {
  optional string s = 1;
  map<string, int32> many = 2;
  oneof one { int32 a = 3; int32 b = 4; }
  message Inner { enum Deep { ZERO = 0; } }
  extensions 100 to 200;
  extend M { optional int32 nested = 101; }
}
extend M { optional int32 top = 100; }
enum E { E_ZERO = 0; E_ONE = 1; }
service S { rpc Do(M) returns (M); }
`;

describe("declaredNames", () => {
  it("lists every element by its full name, and extensions by what they extend", async () => {
    const compiled = await compile({ kind: "text", files: { "a.proto": TEXT } });
    const file = compiled.kind === "ok" ? compiled.set.files.at(-1) : undefined;
    const { names, extensions } = declaredNames(file?.bytes ?? new Uint8Array(), "p.q");
    const inM = [
      "s",
      "many",
      "a",
      "b",
      "one",
      "Inner",
      "Inner.Deep",
      "Inner.ZERO",
      "nested",
      "ManyEntry",
      "ManyEntry.key",
    ];
    expect([...names].sort()).toEqual(
      ["M", ...inM.map((name) => `M.${name}`), "M.ManyEntry.value", "top", "E", "E_ZERO", "E_ONE", "S", "S.Do"]
        .map((name) => `p.q.${name}`)
        .sort(),
    );
    expect([...extensions].sort()).toEqual([".p.q.M 100", ".p.q.M 101"]);
  });

  it("misses no type that a registry finds", async () => {
    await fc.assert(
      fc.asyncProperty(randomModule, async (module) => {
        const compiled = await compile({ kind: "text", files: printModule(module) });
        if (compiled.kind === "invalid") throw new Error(JSON.stringify(compiled.problems));
        const { files } = compiled.set;
        const known = createFileRegistry(
          create(FileDescriptorSetSchema, { file: files.map(({ descriptor }) => descriptor) }),
        );
        const types = [...createRegistry(known)].map((type) => type.typeName).sort();
        const names = new Set(files.flatMap((file) => [...declaredNames(file.bytes, file.descriptor.package).names]));
        expect(types.filter((name) => !names.has(name))).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  it("refuses bytes that are cut short", () => {
    expect(() => declaredNames(Uint8Array.of(0x22, 9), "")).toThrow(RangeError);
  });
});
