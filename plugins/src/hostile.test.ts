import type { Lineage } from "@postel/runtime/gen/v1";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateCase, type LoadedCode, loadCode } from "./test-support/load-case.ts";

let loaded: LoadedCode;
let lineages: Readonly<Record<string, Lineage>>;
beforeAll(async () => {
  const { code, authored } = await generateCase("hostile");
  loaded = loadCode({ ...code, ...authored });
  lineages = (await loaded.load("h/v2/h_event.ts")) as Record<string, Lineage>;
});
afterAll(() => loaded.folder.remove());

const read = (lineage: string, typeName: string, init: object) =>
  loaded.read(lineages[lineage] as Lineage, typeName, init);

describe("hostile names", () => {
  it("are read like any other", () => {
    const init = {
      constructor$: { toString$: "k", constructor$: { toString$: "inner" } },
      toString$: 1,
      valueOf$: 2,
      toJson: 3,
      Proto: 4,
      "1": [5, 6],
      "2": { case: "function", value: { length: 7 } },
      old: 8,
      next: 2,
      value: [{ value: 9 }],
      at: 10,
      object: { string: [{ length: 11 }], number: { 1: { v: "x", n: 12 } } },
    };
    const result = read("__proto__Lineage", "h.v1.__proto__", init);
    expect(result.json).toEqual({
      constructor: { toString: "k", constructor: { toString: "inner" } },
      toString: "1",
      valueOf: "2",
      toJson: "3",
      Proto: "4",
      "1": ["5", "6"],
      function: { length: "7" },
      old: "8",
      next: "constructor",
      value: [{ value: "9" }],
      at: "10",
      object: { string: [{ length: "11" }], number: { "1": { v: "x", n: "12" } } },
    });
  });

  it("stay keys of maps", () => {
    const map = Object.fromEntries([
      ["__proto__", 1],
      ["constructor", 3],
    ]);
    const { json } = read("__proto__Lineage", "h.v1.__proto__", { default: map });
    expect(Object.entries((json as { default: object }).default)).toEqual([
      ["__proto__", "__proto__"],
      ["constructor", "toString"],
    ]);
  });

  it("are named where an enum number has no name", () => {
    const unmappable = read("createLineage", "h.v1.create", { unmappable: { e: 77 } });
    expect(unmappable).toEqual({ kind: "unmappable", path: "unmappable.e", number: 77 });
    const inMap = read("__proto__Lineage", "h.v1.__proto__", { default: { a: 78 } });
    expect(inMap).toEqual({ kind: "unmappable", path: 'default["a"]', number: 78 });
    const inMessage = read("__proto__Lineage", "h.v1.__proto__", { key: { '"]': { key: 79 } } });
    expect(inMessage).toEqual({ kind: "unmappable", path: 'key["\\"]"].key', number: 79 });
    const inList = read("__proto__Lineage", "h.v1.__proto__", { index: [{}, { key: 80 }] });
    expect(inList).toEqual({ kind: "unmappable", path: "index[1].key", number: 80 });
  });

  it("do not mix nested and sibling messages up", () => {
    const init = {
      line: { n: 1, line: { n: 2 } },
      orderLine: { n: 3 },
      kind: 1,
      orderKind: 1,
      orderFromV1: { n: 4 },
      orderSchema: { n: 5 },
    };
    expect(read("orderLineage", "h.v1.Order", init).json).toEqual({
      line: { n: "1", line: { n: "2" } },
      orderLine: { n: "3" },
      kind: "KIND_A",
      orderKind: "ORDER_KIND_A",
      orderFromV1: { n: "4" },
      orderSchema: { n: "5" },
    });
  });

  it("give partition keys", async () => {
    const { __proto__Event: event } = (await loaded.load("h/v2/h_event.ts")) as Record<string, Lineage["target"]>;
    const key = event?.key?.({ $typeName: "h.v2.__proto__", constructor$: { toString$: "k" } } as never);
    expect([key, event?.topic]).toEqual([new TextEncoder().encode("k"), expect.stringMatching(/^a"b\\c\$.d.\*\/\n$/)]);
  });

  it("are read by hand-written functions", () => {
    expect(read("eventLineage", "h.v1.Event", { event: 3 }).json).toEqual({ event: "3", needsAPerson: 1.5 });
  });
});
