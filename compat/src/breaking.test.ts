import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { breaking } from "./breaking.ts";
import { type BreakingConfig, defaultConfig } from "./config/breaking-config.ts";
import { buildImages, compareImages, type Images } from "./testing-support/compare-with-buf.ts";
import { compileTexts } from "./testing-support/compile-texts.ts";
import { randomPairs } from "./testing-support/random/pair.ts";

const EQUAL = { missing: [], extra: [], sameOrder: true };
const all = ["FILE", "PACKAGE", "WIRE_JSON", "WIRE"];

describe("configuration", () => {
  const pairs = randomPairs(11, 50);
  const paths = pairs.map(({ name }) => name);
  let images: Images;

  beforeAll(() => {
    images = buildImages(pairs);
  });

  afterAll(() => images[Symbol.dispose]());

  it.each([
    ["the default", {}],
    ["v1", { version: "v1", breaking: { use: all } }],
    ["v1beta1", { version: "v1beta1", breaking: { use: all } }],
    ["exceptions", { version: "v2", breaking: { use: all, except: ["FIELD_SAME_NAME", "CSR"] } }],
    ["unstable packages", { version: "v2", breaking: { use: all, ignore_unstable_packages: true } }],
    [
      "ignored paths",
      { version: "v2", breaking: { use: all, ignore: [...paths.slice(0, 20), `${paths[21]}/a.proto`] } },
    ],
    [
      "paths ignored for some rules",
      {
        version: "v2",
        breaking: { use: all, ignore_only: { WIRE: paths.slice(0, 25), FIELD_SAME_NAME: paths.slice(20) } },
      },
    ],
  ])("means what it means to buf: %s", (_, document) => {
    const result = compareImages(images, { document: { version: "v2", ...document } });
    expect(result.difference).toEqual(EQUAL);
    expect(result.findings).toBeGreaterThan(10);
  });
});

describe("options", () => {
  const file = (name: string, body: string) => `syntax = "proto3";\npackage ${name};\n${body}\n`;
  const before = compileTexts({
    "a.proto": file("a", 'import "b.proto";\nmessage A { b.B b = 1; }'),
    "b.proto": file("b", "message B { string s = 1; }"),
  });
  const after = compileTexts({
    "a.proto": file("a", 'import "b.proto";\nmessage A { b.B b = 1; string t = 2; }'),
    "b.proto": file("b", "message B { int32 s = 1; }"),
  });
  const asImport = (set: typeof before) => ({
    files: set.files.map((source) => ({
      ...source,
      descriptor: source.descriptor,
      isImport: source.path === "b.proto",
    })),
  });

  it("leaves imports out on demand", () => {
    const rules = (excludeImports: boolean) =>
      breaking(asImport(before), asImport(after), { excludeImports }).findings.map(({ rule }) => rule);
    expect(rules(false)).toEqual(["FIELD_SAME_TYPE"]);
    expect(rules(true)).toEqual([]);
  });

  it("looks only at files of the input on demand", () => {
    const one = { files: after.files.filter(({ path }) => path === "b.proto") };
    expect(breaking(before, one).findings.map(({ rule }) => rule)).toEqual(["FILE_NO_DELETE", "FIELD_SAME_TYPE"]);
    expect(breaking(before, one, { limitToInputFiles: true }).findings.map(({ rule }) => rule)).toEqual([
      "FIELD_SAME_TYPE",
    ]);
  });

  it("still looks at what those files imported", () => {
    const importer = compileTexts({ "a.proto": file("a", "message A {}") });
    const limited = (excludeImports: boolean) =>
      breaking(before, importer, { limitToInputFiles: true, excludeImports }).findings.map(({ rule }) => rule);
    expect(limited(false)).toEqual(["FILE_NO_DELETE", "FIELD_NO_DELETE"]);
    expect(limited(true)).toEqual(["FIELD_NO_DELETE"]);
  });

  it("warns when nothing is turned on", () => {
    const config = { ...defaultConfig, disableBuiltin: true };
    expect(breaking(before, after, { config })).toEqual({
      findings: [],
      warnings: ["No breaking rules are configured in buf.yaml."],
    });
  });

  it("lets every policy judge by its own rules, and names it", () => {
    const policy = (name: string, part: Partial<BreakingConfig>) => ({ name, config: { ...defaultConfig, ...part } });
    const { findings, warnings } = breaking(before, after, {
      config: { ...defaultConfig, disableBuiltin: true },
      policies: [
        policy("all.yaml", { except: ["FIELD_SAME_CARDINALITY"] }),
        policy("wire.yaml", { use: ["WIRE"] }),
        policy("elsewhere.yaml", { ignore: ["b.proto"] }),
        policy("off.yaml", { disableBuiltin: true }),
      ],
    });
    expect(findings.map(({ rule, policy }) => `${rule} ${policy}`)).toEqual([
      "FIELD_SAME_TYPE all.yaml",
      "FIELD_WIRE_COMPATIBLE_TYPE wire.yaml",
    ]);
    expect(warnings).toEqual([]);
  });
});
