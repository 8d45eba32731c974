import { create } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { descriptorSetOf } from "@postel/proto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../compile.ts";
import { closure, importersOf, importsFirst, importsOf, optionDeclarers } from "./import-graph.ts";

/** Graphs without circles: a file imports files of lower numbers. */
const graphs = fc
  .array(fc.array(fc.nat(20), { maxLength: 4 }), { minLength: 1, maxLength: 12 })
  .map(
    (lists) =>
      new Map(lists.map((list, at) => [`f${at}`, at === 0 ? [] : [...new Set(list.map((n) => `f${n % at}`))]])),
  );

describe("import graph", () => {
  it("turns around and back", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const edges = [...graph].flatMap(([from, to]) => to.map((path) => `${from} ${path}`));
        const back = [...importersOf(graph)].flatMap(([to, from]) => from.map((path) => `${path} ${to}`));
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
        const imports = importsOf(compiled.set.files);
        expect(importsFirst(Object.keys(files), (path) => imports.get(path) ?? [])).toEqual(
          compiled.set.files.map(({ path }) => path),
        );
      }),
      { numRuns: 8 },
    );
  });

  it("finds who can declare options, through public imports too", () => {
    const descriptor = "google/protobuf/descriptor.proto";
    const file = (name: string, dependency: string[], publicDependency: number[] = []) =>
      create(FileDescriptorProtoSchema, { name, dependency, publicDependency });
    const { files } = descriptorSetOf(
      [
        file("direct", [descriptor]),
        file("door", ["x", descriptor], [1]),
        file("second door", ["door"], [0]),
        file("behind", ["second door"]),
        file("beside", ["direct"]),
      ],
      new Set(),
    );
    expect(optionDeclarers(files)).toEqual(["direct", "door", "second door", "behind"]);
  });
});
