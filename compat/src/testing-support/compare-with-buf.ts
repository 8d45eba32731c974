import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DescriptorSet, readDescriptorSet } from "@postel/proto";
import { printAnnotations } from "../annotations/print-annotations.ts";
import { breaking } from "../breaking.ts";
import { readBreakingConfig } from "../config/read-breaking-config.ts";
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

/** How both checkers are told to look. */
export interface CompareOptions {
  /** The buf.yaml, parsed. */
  readonly document?: unknown;
  readonly excludeImports?: boolean;
}

/** Images of both sides of many pairs, in a temporary folder that `using` removes. */
export interface Images extends Disposable {
  readonly folder: string;
  readonly pairs: number;
}

const EVERYTHING = { version: "v2", breaking: { use: ["FILE", "PACKAGE", "WIRE_JSON", "WIRE", "CSR"] } };

/** Builds both sides of all pairs at once; `flags` go to `buf build`. Pairs that buf refuses are left out. */
export function buildImages(drawn: readonly RandomPair[], flags: readonly string[] = []): Images {
  const folder = mkdtempSync(join(tmpdir(), "postel-random-"));
  const pairs = buildPairs(folder, drawn, flags).length;
  return { folder, pairs, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

/** Compares our findings with buf's over images. */
export function compareImages(
  { folder, pairs }: Images,
  { document = EVERYTHING, excludeImports = false }: CompareOptions = {},
): Comparison {
  const args = ["breaking", "after.binpb", "--against", "before.binpb", "--error-format", "json"];
  if (excludeImports) args.push("--exclude-imports");
  const { status, stdout, stderr } = runBuf([...args, "--config", JSON.stringify(document)], folder);
  if (status !== 0 && status !== 100) throw new Error(stderr);
  const [before, after] = [readImage(folder, "before"), readImage(folder, "after")];
  const { findings } = breaking(before, after, { config: readBreakingConfig(document), excludeImports });
  const ours = printAnnotations(findings, "json");
  return { pairs, findings: findings.length, difference: compareLines(stdout.toString(), ours), before, after };
}

/** Compares our findings with buf's over many pairs at once. */
export function compareWithBuf(drawn: readonly RandomPair[], flags: readonly string[] = []): Comparison {
  using images = buildImages(drawn, flags);
  return compareImages(images);
}

function readImage(folder: string, side: string): DescriptorSet {
  return readDescriptorSet(readFileSync(join(folder, `${side}.binpb`)));
}

/** Builds both sides, dropping pairs that buf refuses until the rest compiles. */
function buildPairs(folder: string, drawn: readonly RandomPair[], flags: readonly string[]): readonly RandomPair[] {
  let pairs = drawn;
  for (;;) {
    const refused = (["before", "after"] as const).flatMap((side) => build(folder, side, pairs, flags));
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

function build(
  folder: string,
  side: "before" | "after",
  pairs: readonly RandomPair[],
  flags: readonly string[],
): string[] {
  rmSync(join(folder, side), { recursive: true, force: true });
  writeFiles(join(folder, side), {
    "buf.yaml": "version: v2\n",
    ...Object.assign({}, ...pairs.map((pair) => pair[side])),
  });
  const { status, stdout, stderr } = runBuf(["build", side, "-o", `${side}.binpb`, ...flags], folder);
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
