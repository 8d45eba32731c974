import { describe, expect, it } from "vitest";
import { CliError } from "../../errors.ts";
import { readGenConfig } from "./read-gen-config.ts";

const GOOD = `version: v1
registry: http://127.0.0.1:8081
out: ./src/gen/
modules:
  shop/orders: ^2.0.0
  shop/payments: ">=1"
emits: [shop.payments.v1.PaymentCaptured]
consumes:
  - shop.orders.OrderPlaced
  - { lineage: shop.payments.PaymentFailed, at: v1 }
`;

/** What is complained about, one line each. */
function complaints(text: string): string[] {
  try {
    readGenConfig(text, "/somewhere/gen.yaml");
  } catch (error) {
    if (error instanceof CliError && error.code === "GEN_YAML_INVALID") return error.why?.split(/\n\s*/) ?? [];
    throw error;
  }
  return [];
}

/** The good file with one line replaced. */
function but(line: string, replaced: string): string {
  expect(GOOD).toContain(line);
  return GOOD.replace(line, replaced);
}

it("reads what a service declares", () => {
  expect(readGenConfig(GOOD, "/somewhere/gen.yaml")).toEqual({
    file: "/somewhere/gen.yaml",
    from: { kind: "registry", url: "http://127.0.0.1:8081" },
    out: "src/gen",
    modules: [
      { name: "shop/orders", range: "^2.0.0", place: "gen.yaml:5:16" },
      { name: "shop/payments", range: ">=1", place: "gen.yaml:6:18" },
    ],
    emits: [{ name: "shop.payments.v1.PaymentCaptured", place: "gen.yaml:7:9" }],
    consumes: [
      { name: "shop.orders.OrderPlaced", place: "gen.yaml:9:5" },
      { name: "shop.payments.PaymentFailed", place: "gen.yaml:10:16", at: 1 },
    ],
  });
});

it("reads a source in place of a registry", () => {
  const text = but("registry: http://127.0.0.1:8081", "source: ../proto");
  expect(readGenConfig(text, "gen.yaml").from).toEqual({ kind: "source", input: "../proto" });
});

describe("says what is wrong, and where", () => {
  it.each([
    ["version: v1", "version: v2", /^gen\.yaml:1:1: write `version: v1`/],
    ["version: v1\n", "", /^gen\.yaml:1:1: write `version: v1`/],
    ["registry: http", "registri: http", /^gen\.yaml:2:1: there is no key `registri`: did you mean registry\?/],
    ["registry: http://127.0.0.1:8081", "registry: ftp://x", /^gen\.yaml:2:11: `registry` is a URL/],
    ["registry: http://127.0.0.1:8081", "registry: [a]", /^gen\.yaml:2:11: `registry` is a text/],
    ["out:", "source: x\nout:", /^gen\.yaml:1:1: write either `registry/],
    ["out: ./src/gen/", "out: ../gen", /^gen\.yaml:3:6: `out` is a folder below/],
    ["out: ./src/gen/", "out: /gen", /^gen\.yaml:3:6: `out` is a folder below/],
    ["out: ./src/gen/", "out: .", /^gen\.yaml:3:6: `out` is a folder below/],
    ["out: ./src/gen/\n", "", /^gen\.yaml:1:1: write `out: src\/gen`/],
    ["shop/orders: ^2.0.0", "Shop: ^2.0.0", /^gen\.yaml:5:3: Shop is no name of a module/],
    ["shop/orders: ^2.0.0", "shop/orders: latest!", /^gen\.yaml:5:16: latest! is no range/],
    ["shop/orders: ^2.0.0", "shop/orders: 2", /^gen\.yaml:5:16: a range is a text: quote it/],
    ["shop/orders: ^2.0.0", "shop/payments: 2.x", /^gen\.yaml:6:3: Map keys must be unique/],
    ["emits: [shop", "emits: [sh op", /^gen\.yaml:7:9: "sh op\.payments.*is no name of an event/],
    ["emits: [", "emits: [a.B, a.B, ", /^gen\.yaml:7:1: a\.B stands twice under `emits`/],
    ["emits: [shop.payments.v1.PaymentCaptured]", "emits: a.B", /^gen\.yaml:7:8: `emits` is a list/],
    ["emits: [shop.payments.v1.PaymentCaptured]", "emits:", /^gen\.yaml:7:7: `emits` is a list/],
    ["at: v1", "at: 1", /^gen\.yaml:10:49: `at` is a text: quote it/],
    ["at: v1", "at: one", /^gen\.yaml:10:49: `at` is a major such as v1/],
    ["at: v1", "major: v1", /^gen\.yaml:10:45: there is no key `major`/],
    ["lineage: shop", "linage: shop", /^gen\.yaml:10:7: there is no key `linage`: did you mean lineage\?/],
    ["- shop.orders.OrderPlaced", "- &a shop.orders.OrderPlaced\n  - *a", /an alias/],
    ["consumes:", "consumes: [", /^gen\.yaml:\d+:\d+: /],
  ])("%j -> %j", (line, replaced, said) => {
    expect(complaints(but(line, replaced))[0]).toMatch(said);
  });

  it.each([[""], ["- a\n"], ["text"]])("%j is no mapping", (text) => {
    expect(complaints(text)[0]).toMatch(/^gen\.yaml:1:1: the file is a mapping/);
  });

  it("lists all there is, not only the first", () => {
    expect(complaints("version: v1\nout: src\nmodules: {}\n")).toEqual([
      "gen.yaml:1:1: write either `registry: http://…` or `source: ../proto`: schemas come from one place",
      "gen.yaml:1:1: there is nothing to generate: list events under `emits`, lineages under `consumes`",
    ]);
  });

  it("takes hostile names as names", () => {
    const text = but('shop/payments: ">=1"', "__proto__: 1.x\n  constructor: 1.x");
    expect(complaints(text)).toEqual([
      "gen.yaml:6:3: __proto__ is no name of a module such as shop/orders",
      "gen.yaml:7:3: constructor is no name of a module such as shop/orders",
    ]);
  });
});
