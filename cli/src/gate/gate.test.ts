import { toBinary } from "@bufbuild/protobuf";
import { StringValueSchema } from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "vitest";
import { eventProto, gateOf, type ModuleTexts } from "../testing-support/gate-of.ts";
import type { GateReport } from "./gate.ts";

const V1 = "shop/v1/e.proto";
const V2 = "shop/v2/e.proto";
const GOLDENS = "shop/v2/e.goldens.json";
const EXAMPLES = "shop/v1/e.examples.json";
const ENUM = "enum Way { WAY_UNSPECIFIED = 0; WAY_POST = 1; }";

const event = (fields: string) => `message E { option (postel.v1.event) = {}; ${fields} }`;
const v1 = eventProto("shop.v1", `${event("string first = 1; string last = 2; Way way = 3;")} ${ENUM}`);
const named = (rule = "") =>
  `string name = 1 [(postel.v1.field).upcast = "old.first + ' ' + old.last"${rule}]; Way way = 3;`;
const v2 = (fields = named()) => eventProto("shop.v2", `${event(fields)} ${ENUM}`);
const ann = { E: { ann: { first: "Ann", last: "Lee", way: "WAY_POST" } } };

const said = ({ findings }: GateReport) =>
  findings.map(({ path, line, column, rule, message }) => `${path}:${line}:${column}: ${rule}: ${message}`);

/** The module after its goldens were written. */
async function updated(before: ModuleTexts, after: ModuleTexts): Promise<ModuleTexts> {
  const { goldens } = await gateOf(before, after);
  const written = [...goldens].map(([path, text]) => [path, text ?? ""]);
  return { ...after, ...Object.fromEntries(written) };
}

describe("the gate", { timeout: 120_000 }, () => {
  it("asks for the goldens of a new major, writes them, and is content with what it wrote", async () => {
    const after = { [V1]: v1, [V2]: v2(), [EXAMPLES]: JSON.stringify(ann) };
    const first = await gateOf({ [V1]: v1 }, after);
    expect(said(first)).toEqual([
      `${V2}:1:107: EVENT_UPCAST_CHANGED: Sample "ann" has no golden: nobody has reviewed how earlier events are read as shop.v2.E.`,
    ]);
    const text = first.goldens.get(GOLDENS) ?? "";
    expect(JSON.parse(text)).toEqual({
      version: 1,
      goldens: [
        {
          target: "shop.v2.E",
          event: "shop.v1.E",
          sample: "ann",
          schema: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
          old: ann.E.ann,
          new: { name: "Ann Lee", way: "WAY_POST" },
        },
      ],
    });
    const second = await gateOf({ [V1]: v1 }, { ...after, [GOLDENS]: text });
    expect([said(second), second.goldens.size]).toEqual([[], 0]);
  });

  it("tells how a sample is read otherwise than its golden says", async () => {
    const after = await updated({ [V1]: v1 }, { [V1]: v1, [V2]: v2(), [EXAMPLES]: JSON.stringify(ann) });
    const changed = { ...after, [V2]: v2(named().replace("' '", "', '")) };
    const report = await gateOf(after, changed);
    expect(said(report)).toEqual([
      `${GOLDENS}:14:14: EVENT_UPCAST_CHANGED: Sample "ann" of shop.v1.E is not read as its golden says: name was "Ann Lee", is "Ann, Lee".`,
    ]);
    expect(report.results.map(({ kind, differs }) => [kind, differs])).toEqual([["ok", true]]);
  });

  it("generates samples where there are none, of each schema that was released", async () => {
    const older = v1.replace("Way way = 3;", "");
    const { results } = await gateOf({ [V1]: older }, { [V1]: v1, [V2]: v2() });
    expect(results.map(({ sample }) => `${sample.name} ${JSON.stringify(sample.json)}`)).toEqual([
      'generated-all-set {"first":"first","last":"last","way":"WAY_POST"}',
      "generated-least-set {}",
      'generated-way-WAY_UNSPECIFIED {"first":"first","last":"last"}',
    ]);
    expect(new Set(results.map(({ sample }) => sample.schema)).size).toBe(1);
  });

  it("runs what the registry stored, before what it would generate", async () => {
    const data = toBinary(StringValueSchema, { $typeName: "google.protobuf.StringValue", value: "Bo" });
    const stored = async (name: string) => [{ event: name, name: "old", schema: `sha256:${"0".repeat(64)}`, data }];
    const { results } = await gateOf({ [V1]: v1 }, { [V1]: v1, [V2]: v2() }, { stored });
    expect(results[0]).toMatchObject({ sample: { name: "old", origin: "registry" }, json: { name: "Bo " } });
  });

  it("keeps the samples of goldens when the schema moves on, and asks for goldens of the new one only", async () => {
    const before = await updated({ [V1]: v1 }, { [V1]: v1, [V2]: v2() });
    const wider = v1.replace("Way way = 3;", "Way way = 3; optional int32 age = 4;");
    const after = { ...before, [V1]: wider };
    const report = await gateOf(before, after);
    expect(report.results.filter(({ sample }) => sample.origin === "golden").length).toBe(3);
    expect(said(report)).toEqual([
      `${V2}:1:107: EVENT_UPCAST_CHANGED: Samples "generated-all-set", "generated-way-WAY_UNSPECIFIED" have no golden: nobody has reviewed how earlier events are read as shop.v2.E.`,
    ]);
  });

  it("moves on to a third major: goldens of the second are done with, their samples stay", async () => {
    const before = await updated({ [V1]: v1 }, { [V1]: v1, [V2]: v2(), [EXAMPLES]: JSON.stringify(ann) });
    const v3 = eventProto("shop.v3", `${event("string name = 1; Way way = 3;")} ${ENUM}`);
    const after = { ...before, "shop/v3/e.proto": v3 };
    const report = await gateOf(before, after);
    expect(said(report)).toEqual([
      expect.stringMatching(
        /^shop\/v3\/e\.proto:1:107: EVENT_UPCAST_CHANGED: Samples "ann", "generated-all-set", .* have no golden/,
      ),
      `${GOLDENS}:4:5: EVENT_UPCAST_CHANGED: The golden of sample "ann" says how it is read as shop.v2.E, but events of the lineage are read as shop.v3.E now.`,
    ]);
    expect([...report.goldens.keys()]).toEqual(["shop/v3/e.goldens.json", GOLDENS]);
    expect(report.goldens.get(GOLDENS)).toBeUndefined();
  });

  it("replaces the golden of an example that was written anew", async () => {
    const before = await updated({ [V1]: v1 }, { [V1]: v1, [V2]: v2(), [EXAMPLES]: JSON.stringify(ann) });
    const after = { ...before, [EXAMPLES]: JSON.stringify({ E: { ann: { first: "Anne", last: "Lee" } } }) };
    const report = await gateOf(before, after);
    expect(said(report)).toEqual([
      expect.stringContaining('Sample "ann" has no golden'),
      `${GOLDENS}:4:5: EVENT_UPCAST_CHANGED: The golden of sample "ann" says how it is read as shop.v2.E, but there is no such sample of shop.v1.E any more.`,
    ]);
    expect(JSON.parse(report.goldens.get(GOLDENS) ?? "").goldens.map(({ new: now }: { new: unknown }) => now)).toEqual([
      { name: "Anne Lee" },
    ]);
  });

  it("leaves goldens alone that it cannot read, and asks for none of them meanwhile", async () => {
    const conflict = "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> theirs\n";
    const report = await gateOf({ [V1]: v1 }, { [V1]: v1, [V2]: v2(), [GOLDENS]: conflict });
    expect([said(report), report.goldens.size]).toEqual([
      [`${GOLDENS}:1:1: EVENT_EXAMPLE_INVALID: The file is no JSON that can be read: unexpected token '<'.`],
      0,
    ]);
    expect(report.findings[0]?.next).toContain("or remove it, and run `postel check --update`");
  });

  it("tells together of goldens that have no use for the same reason, and names the reason", async () => {
    const after = await updated({ [V1]: v1 }, { [V1]: v1, [V2]: v2(), [EXAMPLES]: JSON.stringify(ann) });
    const golden = JSON.parse(after[GOLDENS] ?? "").goldens[0];
    const more = [
      { ...golden, sample: "b", target: "shop.v9.E" },
      { ...golden, sample: "c", target: "shop.v9.E" },
      { ...golden, sample: "d", old: { gone: 1 } },
    ];
    const edited = JSON.stringify({ version: 1, goldens: [golden, ...more] });
    expect(said(await gateOf({ [V1]: v1 }, { ...after, [GOLDENS]: edited })).map((text) => text.slice(30))).toEqual([
      'EVENT_UPCAST_CHANGED: The goldens of samples "b", "c" say how they are read as shop.v9.E, but events of the lineage are read as shop.v2.E now.',
      'EVENT_UPCAST_CHANGED: The golden of sample "d" says how it is read as shop.v2.E, but its `old` is no shop.v1.E any more.',
    ]);
  });

  it("names the rule and the field that a result breaks, and keeps it out of the goldens", async () => {
    const rule = ", (buf.validate.field).string.min_len = 5";
    const report = await gateOf({ [V1]: v1 }, { [V1]: v1, [V2]: v2(named(rule)) });
    expect(said(report)[0]).toMatch(
      /^shop\/v2\/e\.proto:1:\d+: EVENT_UPCAST_INVALID: Sample "generated-least-set" of shop\.v1\.E becomes an invalid shop\.v2\.E: name must be at least 5 characters \(string\.min_len\)\.$/,
    );
    expect(JSON.parse(report.goldens.get(GOLDENS) ?? "").goldens).toHaveLength(2);
  });

  it("says which enum number the target has no value for", async () => {
    const examples = JSON.stringify({ E: { odd: { first: "A", way: 7 } } });
    const report = await gateOf({ [V1]: v1 }, { [V1]: v1, [V2]: v2(), [EXAMPLES]: examples });
    expect(said(report)).toEqual([
      expect.stringMatching(
        /EVENT_SAMPLE_FAILS: Sample "odd" of shop\.v1\.E cannot be read as shop\.v2\.E: way holds 7, for which the target has no value\.$/,
      ),
    ]);
  });

  it("leaves alone what nothing touches, and what was never released", async () => {
    const all = { [V1]: v1, [V2]: v2() };
    expect(await gateOf(all, all)).toMatchObject({ findings: [], results: [] });
    expect(await gateOf({}, all)).toMatchObject({ findings: [], results: [] });
  });

  it("says that no sample could be generated", async () => {
    const odd = v1.replace(
      "string first = 1",
      "string first = 1 [(buf.validate.field).cel = {id: 'x', message: 'must be odd', expression: \"this == 'odd one'\"}]",
    );
    const report = await gateOf({ [V1]: odd }, { [V1]: odd, [V2]: v2() });
    expect(said(report)).toEqual([
      `${V1}:1:107: EVENT_SAMPLE_FAILS: No valid sample of shop.v1.E could be generated: first must be odd (x).`,
    ]);
    expect(report.unmade).toEqual(
      ["all-set", "least-set"].map((name) => ({
        ...{ event: "shop.v1.E", name: `generated-${name}`, why: "first must be odd (x)" },
      })),
    );
    expect(report.findings[0]?.next).toBe("Write one into shop/v1/e.examples.json; docs/gate.md says how.");
  });
});

describe("examples", { timeout: 120_000 }, () => {
  const rule = "string first = 1 [(buf.validate.field).string.min_len = 2]";
  const ruled = v1.replace("string first = 1", rule);
  it.each([
    ["{\n  broken", `${EXAMPLES}:2:3: EVENT_EXAMPLE_INVALID: The file is no JSON that can be read: `],
    [
      '{"E": {"a": {},\n "a": {}}}',
      `${EXAMPLES}:2:2: EVENT_EXAMPLE_INVALID: The file is no JSON that can be read: a key stands twice.`,
    ],
    ["[]", `${EXAMPLES}:1:1: EVENT_EXAMPLE_INVALID: The file holds no object of events by name.`],
    ['{\n  "F": {} }', `${EXAMPLES}:2:8: EVENT_EXAMPLE_INVALID: "F" is no event of the .proto file beside; events: E.`],
    [
      '{"constructor": {}}',
      `${EXAMPLES}:1:17: EVENT_EXAMPLE_INVALID: "constructor" is no event of the .proto file beside`,
    ],
    ['{"E": []}', `${EXAMPLES}:1:7: EVENT_EXAMPLE_INVALID: "E" holds no object of samples by name.`],
    ['{"E": {"a b": {}}}', `${EXAMPLES}:1:15: EVENT_EXAMPLE_INVALID: "a b" is no name of a sample`],
    [
      '{"E": {"generated-x": {}}}',
      `${EXAMPLES}:1:23: EVENT_EXAMPLE_INVALID: "generated-x" is a name of generated samples`,
    ],
    [
      '{"E": {"a": {"first": 7}}}',
      `${EXAMPLES}:1:13: EVENT_EXAMPLE_INVALID: Sample "a" is no valid shop.v1.E: cannot decode field shop.v1.E.first`,
    ],
    [
      '{"E": {"a": {"frist": "x"}}}',
      `${EXAMPLES}:1:13: EVENT_EXAMPLE_INVALID: Sample "a" is no valid shop.v1.E: cannot decode message shop.v1.E from JSON: key "frist" is unknown`,
    ],
    [
      '{"E": {"a":\n {"first":\n "x"}}}',
      `${EXAMPLES}:3:2: EVENT_EXAMPLE_INVALID: Sample "a" is no valid shop.v1.E at first: must be at least 2 characters (string.min_len).`,
    ],
    ['{"E": {"__proto__": {}}}', `${EXAMPLES}:1:21: EVENT_EXAMPLE_INVALID: "__proto__" is no name of a sample`],
  ])("%s is told of where it stands", async (text, expected) => {
    const report = await gateOf({}, { [V1]: ruled, [EXAMPLES]: text });
    expect(said(report)[0]?.startsWith(expected) ? expected : said(report)).toBe(expected);
  });

  it.each([
    ["{}", `${GOLDENS}:1:1: EVENT_EXAMPLE_INVALID: The file needs "version": 1 and a list "goldens".`],
    [
      '{"version": 1, "goldens": [{}]}',
      `${GOLDENS}:1:28: EVENT_EXAMPLE_INVALID: This is no golden: "event", "sample", "schema", "target", "old", "new" are missing.`,
    ],
    [
      `{"version": 1, "goldens": [{"event": "E", "sample": "../x", "schema": 7, "target": "E", "old": 1, "new": 1}]}`,
      `${GOLDENS}:1:28: EVENT_EXAMPLE_INVALID: This is no golden: "sample" is not written as one, "schema" is not written as one.`,
    ],
    ['{"version": 1, "goldens": [[]]}', `${GOLDENS}:1:28: EVENT_EXAMPLE_INVALID: This is no golden: it is no object.`],
  ])("goldens %s too", async (text, expected) => {
    expect(said(await gateOf({}, { [V1]: v1, [V2]: v2(), [GOLDENS]: text }))).toEqual([expected]);
  });

  it("may name events in full, and are valid for the newest major too", async () => {
    const examples = { "shop.v1.E": ann.E };
    const files = { [EXAMPLES]: JSON.stringify(examples), "shop/v2/e.examples.json": '{"E": {"x": {"name": "Bo"}}}' };
    const report = await gateOf({}, { [V1]: v1, [V2]: v2(), ...files });
    expect([said(report), report.examples.map(({ event: of, name }) => `${of} ${name}`)]).toEqual([
      [],
      ["shop.v1.E ann", "shop.v2.E x"],
    ]);
  });
});
