import { create } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { descriptorSetOf, outlineOf, type SchemaFile } from "@postel/proto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../compile.ts";
import { closure, importersAmong, importsFirst, optionTypes } from "./import-graph.ts";

/** Graphs without circles: a file imports files of lower numbers. */
const graphs = fc
  .array(fc.array(fc.nat(20), { maxLength: 4 }), { minLength: 1, maxLength: 12 })
  .map(
    (lists) =>
      new Map(lists.map((list, at) => [`f${at}`, at === 0 ? [] : [...new Set(list.map((n) => `f${n % at}`))]])),
  );

/** Files that import each other thus; those after a `!` publicly. */
function filesOf(graph: ReadonlyMap<string, readonly string[]>): readonly SchemaFile[] {
  const files = [...graph].map(([name, imports]) =>
    create(FileDescriptorProtoSchema, {
      name,
      dependency: imports.map((path) => path.replace("!", "")),
      publicDependency: imports.flatMap((path, at) => (path.startsWith("!") ? [at] : [])),
    }),
  );
  return descriptorSetOf(files, new Set()).files;
}

describe("import graph", () => {
  it("turns around and back", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const edges = [...graph].flatMap(([from, to]) => to.map((path) => `${from} ${path}`));
        const back = [...importersAmong(filesOf(graph))].flatMap(([to, from]) => from.map((path) => `${path} ${to}`));
        expect(back.sort()).toEqual(edges.sort());
      }),
    );
  });

  it("reaches what a walk reaches", () => {
    const walk = (at: string, graph: ReadonlyMap<string, readonly string[]>): string[] => [
      at,
      ...(graph.get(at) ?? []).flatMap((path) => walk(path, graph)),
    ];
    fc.assert(
      fc.property(graphs, fc.nat(), (graph, pick) => {
        const from = `f${pick % graph.size}`;
        expect([...closure([from], graph)].sort()).toEqual([...new Set(walk(from, graph))].sort());
      }),
    );
  });

  it("ends where files import each other", () => {
    const circle = new Map([
      ["a", ["b"]],
      ["b", ["a"]],
    ]);
    expect([...closure(["a"], circle)]).toEqual(["a", "b"]);
    expect(importsFirst(["a", "b"], (path) => circle.get(path) ?? [])).toEqual(["b", "a"]);
  });

  it("puts imports first, each file once", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const order = importsFirst([...graph.keys()], (path) => graph.get(path) ?? []);
        expect([...order].sort()).toEqual([...graph.keys()].sort());
        for (const [path, imports] of graph)
          for (const imported of imports) expect(order.indexOf(imported)).toBeLessThan(order.indexOf(path));
      }),
    );
  });

  it("walks chains of imports of any length", () => {
    const next = (path: string) => (path === "99999" ? [] : [`${Number(path) + 1}`]);
    expect(importsFirst(["0"], next)).toHaveLength(100_000);
  });

  it("orders as buf orders", async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async (graph) => {
        const files = Object.fromEntries(
          [...graph].map(([path, imports]) => [
            `${path}.proto`,
            `syntax = "proto3";\n${imports.map((each) => `import "${each}.proto";\n`).join("")}`,
          ]),
        );
        const compiled = await compile({ kind: "text", files });
        if (compiled.kind === "invalid") throw new Error("invalid");
        const imports = new Map(compiled.set.files.map((file) => [file.path, outlineOf(file).imports]));
        expect(importsFirst(Object.keys(files), (path) => imports.get(path) ?? [])).toEqual(
          compiled.set.files.map(({ path }) => path),
        );
      }),
      { numRuns: 8 },
    );
  });

  const DESCRIPTOR = "google/protobuf/descriptor.proto";
  const BASE = {
    types: [],
    direct: [DESCRIPTOR, "types"],
    door: ["x", `!${DESCRIPTOR}`],
    "second door": ["!door"],
    behind: ["second door", "deep"],
    deep: ["deeper"],
    deeper: [],
    beside: ["direct", "apart"],
    apart: [],
  };
  const OPTIONS = ["types", "direct", "door", "second door", "behind", "deep", "deeper", DESCRIPTOR, "x"];

  it.each<[string, Record<string, string[]>, readonly string[]]>([
    ["nothing new", {}, OPTIONS],
    ["a new importer that sees descriptor.proto", { more: [DESCRIPTOR, "apart"] }, [...OPTIONS, "more", "apart"]],
    ["a door that was opened", { apart: ["!door"] }, [...OPTIONS, "apart", "beside"]],
    ["a door that was closed, which had been open", { door: ["x"] }, OPTIONS],
    ["doors that lead to each other", { door: ["!second door", "x"] }, OPTIONS],
  ])("knows what may type options, after %s", (_name, changed, expected) => {
    const byPath = (graph: Record<string, string[]>) =>
      new Map(filesOf(new Map(Object.entries(graph))).map((file) => [file.path, file]));
    const base = byPath(BASE);
    const isOption = optionTypes({ base, importers: importersAmong(base.values()), built: byPath(changed) });
    const paths = new Set([...Object.keys(BASE), ...Object.keys(changed), DESCRIPTOR, "x"]);
    expect([...paths].filter(isOption).sort()).toEqual([...expected].sort());
  });
});
