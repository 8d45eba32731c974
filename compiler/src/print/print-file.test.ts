import { join } from "node:path";
import { createRegistry, type DescFile, toJson } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { type DescriptorSet, registryOf } from "@postel/proto";
import { describe, expect, it } from "vitest";
import { compile } from "../compile.ts";
import type { Source } from "../source/source.ts";
import { printFile } from "./print-file.ts";

const ROOT = join(import.meta.dirname, "../../..");

async function compiled(source: Source): Promise<DescriptorSet> {
  const result = await compile(source);
  if (result.kind === "invalid")
    throw new Error(result.problems.map((p) => `${p.path}:${p.line}: ${p.message}`).join("\n"));
  return result.set;
}

/** A descriptor as JSON with its custom options resolved, without source info. */
function facts(file: DescFile, files: Iterable<DescFile>): unknown {
  const json = toJson(FileDescriptorProtoSchema, file.proto, { registry: createRegistry(...files) });
  return { ...(json as object), sourceCodeInfo: undefined, "[buf]": undefined };
}

/** Prints every file of a set as text, imports of the compiler itself left out. */
function printed(set: DescriptorSet): Record<string, string> {
  const files = [...registryOf(set).files].filter((file) => !file.proto.name.startsWith("google/protobuf/"));
  return Object.fromEntries(files.map((file) => [file.proto.name, printFile(file, files)]));
}

async function expectRoundTrip(set: DescriptorSet): Promise<DescriptorSet> {
  const before = registryOf(set);
  const again = await compiled({ kind: "text", files: printed(set) });
  const after = registryOf(again);
  for (const file of before.files) {
    if (file.proto.name.startsWith("google/protobuf/")) continue;
    const other = after.getFile(file.proto.name);
    expect(other === undefined ? undefined : facts(other, after.files)).toEqual(facts(file, before.files));
  }
  return again;
}

/** Every comment of a file by the path of its element. */
function comments(file: DescFile): Map<string, string> {
  return new Map(
    (file.proto.sourceCodeInfo?.location ?? []).flatMap(({ path, leadingComments, trailingComments }) =>
      leadingComments + trailingComments === "" ? [] : [[path.join("."), leadingComments + trailingComments]],
    ),
  );
}

describe("printFile", () => {
  it("prints the central schemas so that they compile to the same descriptors", async () => {
    await expectRoundTrip(await compiled({ kind: "folder", path: join(ROOT, "proto") }));
  });

  it("keeps the order and the comments of the central schemas", async () => {
    const set = await compiled({ kind: "folder", path: join(ROOT, "proto") });
    const again = await expectRoundTrip(set);
    for (const { path } of set.files.filter((file) => !file.isImport)) {
      const [before, after] = [set, again].map((one) => registryOf(one).getFile(path));
      expect(after && comments(after)).toEqual(before && comments(before));
    }
  });

  it("prints everything that Protobuf can say", async () => {
    await expectRoundTrip(await compiled({ kind: "folder", path: join(import.meta.dirname, "../../testdata/print") }));
  });

  it("prints everything without source info as well", async () => {
    const source: Source = { kind: "folder", path: join(import.meta.dirname, "../../testdata/print") };
    const result = await compile(source, { excludeSourceInfo: true });
    if (result.kind === "invalid") throw new Error("does not compile");
    await expectRoundTrip(result.set);
  });

  it("prints Google's own files", async () => {
    const names = [
      "any",
      "api",
      "descriptor",
      "duration",
      "empty",
      "field_mask",
      "struct",
      "timestamp",
      "type",
      "wrappers",
      "cpp_features",
    ];
    const imports = names.map((name) => `import "google/protobuf/${name}.proto";`).join("\n");
    const set = await compiled({ kind: "text", files: { "all.proto": `syntax = "proto3";\n${imports}` } });
    const registry = registryOf(set);
    const moved = [...registry.files].filter((file) => file.proto.name.startsWith("google/protobuf/"));
    const again = await compiled({
      kind: "text",
      files: Object.fromEntries(moved.map((file) => [file.proto.name, printFile(file)])),
    });
    for (const file of moved) {
      const other = registryOf(again).getFile(file.proto.name);
      expect(other && facts(other, registryOf(again).files)).toEqual(facts(file, registry.files));
    }
  });

  it("never lets a comment become code", async () => {
    const text = 'syntax = "proto3";\n// */ message Evil {}\n// \u0001\u001b[31m red\nmessage M {} // tail */\n';
    const again = await expectRoundTrip(await compiled({ kind: "text", files: { "m.proto": text } }));
    expect(
      registryOf(again)
        .getFile("m.proto")
        ?.messages.map(({ name }) => name),
    ).toEqual(["M"]);
  });

  it("says which option it cannot name", async () => {
    const set = await compiled({
      kind: "text",
      files: {
        "o.proto":
          'syntax = "proto3";\nimport "google/protobuf/descriptor.proto";\nextend google.protobuf.MessageOptions { string x = 50001; }',
        "m.proto": 'syntax = "proto3";\nimport "o.proto";\nmessage M { option (x) = "lost"; }',
      },
    });
    const file = registryOf(set).getFile("m.proto");
    if (file === undefined) throw new Error("no file");
    const alone = printFile({ ...file, dependencies: [] });
    expect(alone).toContain("// Left out: option 50001 of google.protobuf.MessageOptions");
  });
});
