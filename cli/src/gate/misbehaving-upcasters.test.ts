import { beforeAll, describe, expect, it } from "vitest";
import { eventProto, gateOf, type ModuleTexts } from "../testing-support/gate-of.ts";
import type { GateReport } from "./gate.ts";

const EVENT = "message E { option (postel.v1.event) = {}; string id = 1;";
const RULE = "[(buf.validate.field).string.max_len = 20]";

/** What the function that makes `x` from the old event does, lineage by lineage. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  fine: "return old.a;",
  throws: "const { length } = (undefined as unknown as string); return String(length);",
  throwsnothing: "throw undefined;",
  throwsodd: "throw { toString() { throw new Error('again'); } };",
  exits: "process.exit(0);",
  kills: "process.kill(process.pid, 'SIGKILL'); return '';",
  kidnaps: "process.kill(process.ppid, 'SIGKILL'); return '';",
  fetches: "fetch('http://127.0.0.1:1'); return '';",
  connects: "connect(1, '127.0.0.1'); return '';",
  pollutes: "Object.assign(Object.prototype, { toJSON: () => '' }); return '';",
  replaces: "Array.prototype.map = () => []; return '';",
  forges: "JSON.stringify = () => ''; return '';",
  global: "Object.defineProperty(globalThis, 'JSON', { value: {} }); return '';",
  builds: "return Function('return typeof process + typeof require + typeof fetch')();",
  unwinds: "class E extends Error { override get message(): string { throw 1; } } throw new E();",
  odd: "return 5 as unknown as string;",
  hangs: "return old.a;",
  buffers: "const all: Uint8Array[] = []; while (true) all.push(new Uint8Array(10_000_000).fill(1));",
  eats: "const all: number[][] = []; while (true) all.push(new Array(1_000_000).fill(all.length));",
  rolls: "return String(Math.random()).slice(0, 9);",
  dates: "return new Date().toISOString().slice(0, 10);",
  zones: "return String(new Date(1_750_000_000_000).getHours());",
  counts: "calls += 1; void old.a; return String(calls);",
  prints: "for (let at = 0; at < 1000; at++) console.log('x'.repeat(10_000)); return old.a;",
  long: "return old.a.padEnd(21, '-');",
  huge: "return 'x'.repeat(900_000);",
  writes: "writeFileSync('/tmp/postel-gate-was-here', ''); return '';",
  spawns: "execFileSync('true'); return '';",
  env: "return Object.keys(process.env).join();",
  proto: "return Object.keys(JSON.parse('{\"__proto__\": 1}')).join();",
};

function moduleOf(functions: Readonly<Record<string, string>>): { before: ModuleTexts; after: ModuleTexts } {
  const before: Record<string, string> = {};
  const after: Record<string, string> = {};
  for (const [name, body] of Object.entries(functions)) {
    before[`${name}/v1/e.proto`] = eventProto(`${name}.v1`, `${EVENT} string a = 2; }`);
    after[`${name}/v2/e.proto`] = eventProto(`${name}.v2`, `${EVENT} string x = 2 ${RULE}; }`);
    after[`${name}/v2/e.upcast.ts`] = [
      'import type { EFromV1 } from "./e_upcast.js";',
      ...(IMPORTS[name] ?? []),
      "let calls = 0;",
      "export const eFromV1: EFromV1 = {",
      "  x(old) {",
      `    void calls; ${body}`,
      "  },",
      "};",
    ].join("\n");
  }
  return { before, after: { ...before, ...after } };
}

const NODE =
  "declare const process: { exit(code: number): never; kill(pid: number, signal: string): void; pid: number; ppid: number; env: object };";
const IMPORTS: Readonly<Record<string, readonly string[]>> = {
  exits: [NODE],
  kills: [NODE],
  kidnaps: [NODE],
  env: [NODE],
  fetches: ["declare const fetch: (url: string) => unknown;"],
  connects: ["// @ts-expect-error the types of Node are not there", 'import { connect } from "node:net";'],
  hangs: ["await new Promise(() => undefined);"],
  prints: ["declare const console: { log(text: string): void };"],
  writes: ["// @ts-expect-error the types of Node are not there", 'import { writeFileSync } from "node:fs";'],
  spawns: ["// @ts-expect-error the types of Node are not there", 'import { execFileSync } from "node:child_process";'],
};

/** They have no goldens, and few of them read what they are given. */
const BESIDE = ["EVENT_UPCAST_CHANGED", "EVENT_UPCAST_LOSSY"];

describe("upcasters that misbehave", () => {
  let report: GateReport;
  const said = (name: string) =>
    report.findings
      .filter(({ element, rule }) => element.startsWith(`${name}.v`) && !BESIDE.includes(rule))
      .map(({ rule, message, path, line }) => `${path}:${line}: ${rule}: ${message}`);

  beforeAll(async () => {
    const { before, after } = moduleOf(FUNCTIONS);
    report = await gateOf(before, after, { limits: { silenceMs: 200_000, memoryMb: 64, outputBytes: 1_000_000 } });
    expect(report.findings.filter(({ rule }) => rule === "EVENT_UPCAST_COMPILES")).toEqual([]);
  }, 300_000);

  it.each(["fine", "prints", "proto"])("lets %s pass", (name) => {
    expect(said(name)).toEqual([]);
    const kinds = report.results.filter(({ target }) => target === `${name}.v2.E`).map(({ kind }) => kind);
    expect(kinds).toEqual(["ok", "ok"]);
  });

  const both = (name: string) => `Samples "generated-all-set", "generated-least-set" of ${name}.v1.E`;
  it.each([
    ["throws", "v2/e.upcast.ts:5: EVENT_SAMPLE_FAILS", /: x threw TypeError: .*undefined\.$/],
    ["throwsnothing", "v2/e.proto:1: EVENT_SAMPLE_FAILS", /cannot be read as throwsnothing\.v2\.E: undefined\.$/],
    ["throwsodd", "v2/e.proto:1: EVENT_SAMPLE_FAILS", /cannot be read as throwsodd\.v2\.E: object\.$/],
    [
      "rolls",
      "v2/e.proto:1: EVENT_SAMPLE_FAILS",
      /became something else when it was read again.*: x was "0\.\d+", is "0\.125"\.$/,
    ],
    ["dates", "v2/e.proto:1: EVENT_SAMPLE_FAILS", /x was "20\d\d-\d\d-\d\d", is "20\d\d-\d\d-\d\d"\.$/],
    ["zones", "v2/e.proto:1: EVENT_SAMPLE_FAILS", /x was "15", is "5"\.$/],
    ["counts", "v2/e.proto:1: EVENT_SAMPLE_FAILS", /x was "1", is "3"\.$/],
    [
      "long",
      "v2/e.proto:1: EVENT_UPCAST_INVALID",
      /becomes an invalid long\.v2\.E: x must be at most 20 characters \(string\.max_len\)\.$/,
    ],
    [
      "writes",
      "v2/e.upcast.ts:1: EVENT_SAMPLE_FAILS",
      /: import threw Error: node:fs is out of reach: upcasters have /,
    ],
    ["spawns", "v2/e.upcast.ts:1: EVENT_SAMPLE_FAILS", /node:child_process is out of reach/],
    ["connects", "v2/e.upcast.ts:1: EVENT_SAMPLE_FAILS", /node:net is out of reach/],
    ["fetches", "v2/e.upcast.ts:6: EVENT_SAMPLE_FAILS", /: x threw ReferenceError: fetch is not defined\.$/],
    ["exits", "v2/e.upcast.ts:6: EVENT_SAMPLE_FAILS", /: x threw ReferenceError: process is not defined\.$/],
    ["kills", "v2/e.upcast.ts:6: EVENT_SAMPLE_FAILS", /process is not defined/],
    ["kidnaps", "v2/e.upcast.ts:6: EVENT_SAMPLE_FAILS", /process is not defined/],
    ["env", "v2/e.upcast.ts:6: EVENT_SAMPLE_FAILS", /process is not defined/],
    ["pollutes", "v2/e.upcast.ts:5: EVENT_SAMPLE_FAILS", /Cannot add property toJSON, object is not extensible/],
    ["replaces", "v2/e.upcast.ts:5: EVENT_SAMPLE_FAILS", /Cannot assign to read only property 'map'/],
    ["forges", "v2/e.upcast.ts:5: EVENT_SAMPLE_FAILS", /Cannot assign to read only property 'stringify'/],
    ["global", "v2/e.upcast.ts:5: EVENT_SAMPLE_FAILS", /Cannot redefine property: JSON/],
    ["unwinds", "v2/e.proto:1: EVENT_SAMPLE_FAILS", /cannot be read as unwinds\.v2\.E: object\.$/],
    ["hangs", "v2/e.proto:1: EVENT_SAMPLE_FAILS", /: it awaits what never comes\.$/],
  ])("says of %s: %s", (name, start, message) => {
    const found = said(name);
    expect(found.map((text) => text.startsWith(`${name}/${start}: Sample`))).toEqual(found.map(() => true));
    expect(found[0]).toMatch(message);
  });

  it.each([
    ["eats", "it took too much memory"],
    ["buffers", "it took too much memory"],
    ["huge", "it made results that are too large"],
  ])("ends %s, and goes on with the others", (name, why) => {
    expect(said(name)).toEqual([
      `${name}/v2/e.proto:1: EVENT_SAMPLE_FAILS: Sample "generated-all-set" of ${name}.v1.E cannot be read as ${name}.v2.E: ${why}.`,
    ]);
  });

  it("ends one that never ends", async () => {
    const { before, after } = moduleOf({ loops: "while (true) old.a += ''; " });
    const limits = { silenceMs: 5_000, memoryMb: 64, outputBytes: 1_000_000 };
    const { findings } = await gateOf(before, after, { limits });
    expect(
      findings.map(({ message }) => message).filter((text) => text.endsWith("it did not come to an end.")),
    ).not.toEqual([]);
  });

  it("leaves nothing of Node to code that is made on the way", () => {
    const result = report.results.find(({ target }) => target === "builds.v2.E");
    expect(result).toMatchObject({ json: { x: "undefined".repeat(3) } });
  });

  it("tells of samples with the same trouble together", () => {
    expect(said("throws")[0]).toContain(both("throws"));
  });
});
