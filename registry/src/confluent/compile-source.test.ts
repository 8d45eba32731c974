import { describe, expect, it } from "vitest";
import { compileSource } from "./compile-source.ts";
import { type Dependency, encodeDescriptor } from "./link-schema.ts";

const compiled = async (body: string, dependencies: readonly Dependency[] = []) =>
  compileSource(`syntax = "proto3"; ${body}`, dependencies);

const dependency = async (path: string, text: string): Promise<Dependency> => ({
  ...{ path, text: `syntax = "proto3"; ${text}` },
  descriptor: encodeDescriptor(await compileSource(`syntax = "proto3"; ${text}`, [])),
});

describe("options that nothing defines", () => {
  it.each([
    'option (a.b) = "x"; message M { int32 n = 1 [(c) = 1, deprecated = true]; }',
    'import "gogo.proto"; message M { option (gogo.x).y = true; int32 n = 1 [deprecated = true, (gogo.z) = { a: 1 }]; }',
  ])("are no mistake in %s", async (text) => {
    const file = await compiled(text);
    expect(file.dependency).toEqual([]);
    expect(file.messageType[0]?.field[0]?.options?.deprecated).toBe(true);
  });

  it("leave those that are defined, in the text, by what it imports, or by the registry's own files", async () => {
    const meta = await dependency(
      "own.proto",
      'package own; import "google/protobuf/descriptor.proto"; extend google.protobuf.MessageOptions { string tag = 50001; }',
    );
    const text = `import "own.proto"; import "confluent/meta.proto"; import "google/protobuf/descriptor.proto";
      extend google.protobuf.MessageOptions { string here = 50002; }
      message M { option (own.tag) = "a"; option (here) = "b"; option (confluent.message_meta).doc = "c"; option (lost) = "d"; }`;
    const numbers = (await compiled(text, [meta])).messageType[0]?.options?.$unknown?.map(({ no }) => no);
    expect(numbers?.toSorted((a, b) => a - b)).toEqual([1088, 50001, 50002]);
  });

  it("may stand in what is imported, too", async () => {
    const lost = await dependency("lost.proto", "message L { option (lost) = 1; int32 n = 1; }");
    const file = await compiled('import "lost.proto"; message M { L l = 1; }', [lost]);
    expect(file.dependency).toEqual(["lost.proto"]);
  });
});

describe("maps that are written out as messages of entries", () => {
  const entries = `message M { repeated .M.ByNameEntry by_name = 1;
    message ByNameEntry { option map_entry = true; string key = 1; .M value = 2; } }`;

  it("are maps", async () => {
    const [message] = (await compiled(entries)).messageType;
    expect(message).toEqual((await compiled("message M { map<string, M> by_name = 1; }")).messageType[0]);
    expect(message?.nestedType[0]?.options?.mapEntry).toBe(true);
  });

  it("may stand in what is imported, too", async () => {
    const file = await compiled('import "m.proto"; message N { M m = 1; }', [await dependency("m.proto", entries)]);
    expect(file.dependency).toEqual(["m.proto"]);
  });

  it("are a mistake otherwise", async () => {
    await expect(compiled("message M { message E { option map_entry = true; string key = 1; } }")).rejects.toThrow(
      /map_entry/,
    );
    await expect(compiled("message M { option map_entry = true; ")).rejects.toMatchObject({ code: 42201 });
  });
});

it.each([
  ["message M { Lost l = 1; }", /cannot find `Lost`/],
  ["message M { Lost l = 1 [(a) = 1]; }", /cannot find/],
  ['import "lost.proto"; message M {}', /does not exist/],
  ['import "lost.proto"; message M { lost.L l = 1 [(lost.a) = 1]; }', /does not exist/],
  ["message M { int32 n = 1 [deprecated = 7]; }", /./],
  ["message M {", /./],
])("what is wrong otherwise in %s is told as it was", async (text, message) => {
  await expect(compiled(text)).rejects.toMatchObject({ code: 42201, message: expect.stringMatching(message) });
});
