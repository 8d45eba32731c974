import { describe, expect, it } from "vitest";
import { bufRules } from "../rules/buf-rules.ts";
import type { ConfigVersion } from "../rules/rule.ts";
import { runBuf } from "../testing-support/native-buf.ts";
import { type BreakingConfig, defaultConfig } from "./breaking-config.ts";
import { selectRules } from "./select-rules.ts";

const config = (part: Partial<BreakingConfig>): BreakingConfig => ({ ...defaultConfig, ...part });
const ids = (part: Partial<BreakingConfig>) => selectRules(config(part)).rules.map(({ id }) => id);

describe.each<ConfigVersion>(["v1beta1", "v1", "v2"])("%s", (version) => {
  const args = ["config", "ls-breaking-rules", "--version", version, "--include-deprecated", "--format", "json"];
  const lines = runBuf(args, ".").stdout.toString().trim().split("\n");
  const listed = lines.map((line) => JSON.parse(line)) as {
    id: string;
    categories: string[];
    default: boolean;
    purpose: string;
    deprecated: boolean;
    replacements: string[] | null;
  }[];

  it("has buf's rules, purposes and categories", () => {
    const ours = bufRules.flatMap(({ id, purpose, categories }) => {
      const names = categories[version];
      return names === undefined ? [] : [{ id, purpose, categories: [...names].sort() }];
    });
    const bufs = listed.filter((rule) => !rule.deprecated);
    expect(ours).toEqual(
      bufs
        .map(({ id, purpose, categories }) => ({ id, purpose, categories: categories.sort() }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    );
  });

  it("turns on buf's default rules when nothing is said", () => {
    expect(ids({ version })).toEqual(
      listed
        .filter((rule) => rule.default && !rule.deprecated)
        .map(({ id }) => id)
        .sort(),
    );
  });

  it("understands deprecated ids as buf does", () => {
    for (const { id, replacements } of listed.filter((rule) => rule.deprecated))
      expect([id, ids({ version, use: [id, "ENUM_NO_DELETE"] })]).toEqual([
        id,
        ["ENUM_NO_DELETE", ...(replacements ?? [])].sort(),
      ]);
  });
});

it("takes the union of ids and categories, then leaves out exceptions", () => {
  expect(ids({ use: ["WIRE", "FIELD_SAME_NAME", "FIELD_SAME_NAME", ""], except: ["WIRE"] })).toEqual([
    "FIELD_SAME_NAME",
  ]);
});

it("refuses ids that the version does not know", () => {
  expect(() => selectRules(config({ use: ["NOPE"] }))).toThrow('"NOPE" is not a known rule or category ID');
  expect(() => selectRules(config({ except: ["FIELD_SAME_LABEL"] }))).toThrow('"FIELD_SAME_LABEL" is not a known');
  expect(() => selectRules(config({ version: "v1", use: ["CSR"] }))).toThrow('"CSR" is not a known');
  expect(() => selectRules(config({ ignoreOnly: new Map([["constructor", []]]) }))).toThrow('"constructor" is not');
  expect(() => selectRules(config({ use: ["SILENT"] }))).toThrow('"SILENT" is not a known');
});

it("warns of deprecated ids in buf's words", () => {
  const { warnings } = selectRules(config({ version: "v1", use: ["FIELD_SAME_LABEL"] }));
  const [first, ...rest] = warnings.join().split("\n");
  expect(first).toBe(
    "Rule FIELD_SAME_LABEL referenced in your buf.yaml is deprecated. It has been replaced by rules FIELD_SAME_CARDINALITY, FIELD_WIRE_COMPATIBLE_CARDINALITY, FIELD_WIRE_JSON_COMPATIBLE_CARDINALITY.",
  );
  expect(rest).toHaveLength(2);
});

it.each([
  ["exceptions take all", { use: ["WIRE"], except: ["FILE", "CSR", "WIRE"] }],
  ["nothing replaced a deprecated id", { use: ["MESSAGE_SAME_MESSAGE_SET_WIRE_FORMAT"] }],
])("refuses to check nothing in silence, because %s", (_, part) => {
  expect(() => selectRules(config(part))).toThrow("buf.yaml excepts every rule that it uses");
});

it("refuses to ignore the whole module for some rules, unless nothing is checked anyway", () => {
  const ignoreOnly = new Map([["WIRE", ["a", "."]]]);
  expect(() => selectRules(config({ ignoreOnly }))).toThrow('cannot specify "." as an ignore path');
  expect(selectRules(config({ ignoreOnly, ignore: ["."] })).rules).toEqual([]);
  expect(selectRules(config({ ignoreOnly, disableBuiltin: true })).rules).toEqual([]);
});

it("has no rules when the whole module is ignored, whatever else is asked", () => {
  expect(selectRules(config({ ignore: ["a", "."], use: ["NOPE"] }))).toMatchObject({ rules: [], warnings: [] });
});

it("has no rules of buf when they are turned off, whatever else is asked", () => {
  expect(selectRules(config({ disableBuiltin: true, use: ["NOPE"] }))).toMatchObject({ rules: [], warnings: [] });
});

it("spreads ignored paths over the rules of a category", () => {
  const { ignoreOnly } = selectRules(
    config({
      ignoreOnly: new Map([
        ["WIRE", ["a"]],
        ["RPC_SAME_REQUEST_TYPE", ["b"]],
      ]),
    }),
  );
  expect(ignoreOnly.get("RPC_SAME_REQUEST_TYPE")).toEqual(["a", "b"]);
  expect(ignoreOnly.get("RPC_NO_DELETE")).toBeUndefined();
});
