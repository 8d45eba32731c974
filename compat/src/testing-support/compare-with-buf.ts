import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DescriptorSet, readDescriptorSet } from "@postel/proto";
import { printAnnotations } from "../annotations/print-annotations.ts";
import { breaking } from "../breaking.ts";
import { defaultConfig } from "../config/breaking-config.ts";
import { writeFiles } from "./compile-texts.ts";
import { runBuf } from "./native-buf.ts";
import type { RandomPair } from "./random/pair.ts";

/** Where our findings differ from buf's, as lines of buf's JSON; empty lists mean that they are equal, order included. */
export interface Difference {
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  readonly sameOrder: boolean;
}

/** What a comparison of many pairs found. */
export interface Comparison {
  readonly pairs: number;
  readonly findings: number;
  readonly difference: Difference;
  readonly before: DescriptorSet;
  readonly after: DescriptorSet;
}

const CATEGORIES = ["FILE", "PACKAGE", "WIRE_JSON", "WIRE", "CSR"];

/** Compares our findings with buf's over many pairs at once; pairs that do not compile are left out. */
export function compareWithBuf(drawn: readonly RandomPair[], categories: readonly string[] = CATEGORIES): Comparison {
  const folder = mkdtempSync(join(tmpdir(), "postel-random-"));
  try {
    const pairs = buildPairs(folder, drawn);
    const config = JSON.stringify({ version: "v2", breaking: { use: categories } });
    const args = ["breaking", "after.binpb", "--against", "before.binpb", "--error-format", "json", "--config", config];
    const { status, stdout, stderr } = runBuf(args, folder);
    // buf reads images more strictly than it builds them.
    if (status !== 0 && status !== 100) return compareWithBuf(without(pairs, namesIn(stderr)), categories);
    const [before, after] = [readImage(folder, "before"), readImage(folder, "after")];
    const { findings } = breaking(before, after, { config: { ...defaultConfig, use: categories } });
    const ours = printAnnotations(findings, "json");
    return {
      pairs: pairs.length,
      findings: findings.length,
      difference: compareLines(stdout.toString(), ours),
      before,
      after,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readImage(folder: string, side: string): DescriptorSet {
  return readDescriptorSet(readFileSync(join(folder, `${side}.binpb`)));
}

/** Builds both sides, dropping pairs that buf refuses until the rest compiles. */
function buildPairs(folder: string, drawn: readonly RandomPair[]): readonly RandomPair[] {
  let pairs = drawn;
  for (;;) {
    const refused = [...build(folder, "before", pairs), ...build(folder, "after", pairs)];
    if (refused.length === 0) return pairs;
    pairs = without(pairs, refused);
  }
}

function without(pairs: readonly RandomPair[], names: readonly string[]): readonly RandomPair[] {
  return pairs.filter(({ name }) => !names.includes(name));
}

/** The pairs that a message of buf is about. Throws the message when there are none. */
function namesIn(text: string): string[] {
  if (process.env.POSTEL_SHOW_REFUSED !== undefined) console.error(text);
  const names = [...text.matchAll(/\bp\d+x\d+(?=[/.])/g)].map(([name]) => name);
  if (names.length === 0) throw new Error(text);
  return names;
}

function build(folder: string, side: "before" | "after", pairs: readonly RandomPair[]): string[] {
  rmSync(join(folder, side), { recursive: true, force: true });
  writeFiles(join(folder, side), {
    "buf.yaml": "version: v2\n",
    ...Object.assign({}, ...pairs.map((pair) => pair[side])),
  });
  const { status, stderr, stdout } = runBuf(["build", side, "-o", `${side}.binpb`], folder);
  return status === 0 ? [] : namesIn(`${stdout}${stderr}`);
}

function compareLines(expected: string, actual: string): Difference {
  const want = expected.split("\n");
  const got = actual.split("\n");
  const [known, found] = [new Set(want), new Set(got)];
  return {
    missing: want.filter((line) => !found.has(line)),
    extra: got.filter((line) => !known.has(line)),
    sameOrder: expected === actual,
  };
}
