import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { FOLDER, googleProtos, temporalProtos } from "./corpora.ts";
import { type Command, measure } from "./measure.ts";
import { imageOf, type Workplace, workplace } from "./workplace.ts";

/** Two commands that answer the same question. */
export interface Scenario {
  /** Highest ratio of our time to buf's that we promise. */
  readonly target: number;
  readonly ours: Command;
  readonly buf: Command;
  /** Which part of our runs is compared with buf's median; 0.5, the median, when absent. */
  readonly part?: number;
  readonly rounds?: number;
  readonly bufRounds?: number;
  prepare?(round: number): void;
  close?(): void;
}

const require = createRequire(import.meta.url);
const fromBuf = createRequire(require.resolve("@bufbuild/buf/package.json"));
const CACHE = join(FOLDER, "cache");
const POSTEL = join(import.meta.dirname, "../bin/postel.js");
const AGAINST = ".git#branch=main,subdir=proto";
const RANDOM_CHANGES = 20;

const clearCache = () => rmSync(CACHE, { recursive: true, force: true });
const flags = (input: string, against: string) => ["breaking", input, "--against", against, "--error-format", "json"];

function pair(cwd: string, input: string, against: string): { ours: Command; buf: Command } {
  return {
    ours: { cwd, words: [process.execPath, POSTEL, ...flags(input, against)], env: { POSTEL_CACHE_DIR: CACHE } },
    buf: { cwd, words: [nativeBuf(), ...flags(input, against)] },
  };
}

/** All scenarios, in the order in which they are run; `open` fetches and builds what one needs. */
export function openScenarios(): { readonly name: string; open(): Promise<Scenario> }[] {
  return [
    { name: "two files, buf's npm bin", open: twoFiles },
    { name: "60 files: Temporal's API, folder x folder", open: temporal },
    { name: "7,208 files: image x image", open: images },
    { name: "7,208 files: folder x git ref, cold", open: () => update(clearCache, 0.35) },
    { name: "7,208 files: folder x git ref, base known", open: () => update(undefined, 0.28) },
    { name: "7,208 files: three leaf files, base known", open: () => leaves(AGAINST, 0.012) },
    { name: "7,208 files: three leaf files, a folder known", open: async () => leaves(await schemas(), 0.02) },
    { name: "7,208 files: three leaf files, an image", open: async () => leaves(await schemasImage(), 0.05) },
    { name: "7,208 files: three random files, p95", open: random },
  ];
}

async function twoFiles(): Promise<Scenario> {
  const folder = join(FOLDER, "two-files");
  const text = 'syntax = "proto3";\npackage two.v1;\n';
  for (const [side, field] of [
    ["before", "int32"],
    ["after", "int64"],
  ]) {
    mkdirSync(join(folder, `${side}`), { recursive: true });
    writeFileSync(join(folder, `${side}/a.proto`), `${text}message A { ${field} id = 1; }\n`);
    writeFileSync(join(folder, `${side}/b.proto`), `${text}import "a.proto";\nmessage B { A a = 1; }\n`);
  }
  const { ours, buf } = pair(folder, "after", "before");
  const bin = join(require.resolve("@bufbuild/buf/package.json"), "../bin/buf");
  return {
    target: 1.6,
    rounds: 15,
    bufRounds: 15,
    ours,
    buf: { ...buf, words: [process.execPath, bin, ...buf.words.slice(1)] },
  };
}

async function temporal(): Promise<Scenario> {
  const [before, after] = await Promise.all([temporalProtos("1.11.0"), temporalProtos("1.24.0")]);
  return { target: 0.9, rounds: 11, bufRounds: 11, ...pair(FOLDER, after, before) };
}

async function images(): Promise<Scenario> {
  const [before, after] = [await googleProtos("5.0.3"), await googleProtos("6.0.1")];
  return { target: 0.07, ...pair(FOLDER, imageOf(nativeBuf(), after), imageOf(nativeBuf(), before)) };
}

/** From 5.0.3, which is committed, to 6.0.1 in the working tree. */
async function update(prepare: (() => void) | undefined, target: number): Promise<Scenario> {
  const place = workplace("update", await googleProtos("5.0.3"));
  place.checkout(await googleProtos("6.0.1"));
  const both = pair(place.folder, "proto", AGAINST);
  if (prepare === undefined) measure(both.ours);
  return { target, ...both, ...(prepare && { prepare }) };
}

/** Three files that nobody imports, in a working tree that is else what is committed. */
async function leaves(against: string, target: number): Promise<Scenario> {
  const { place, paths } = await pullRequest();
  const imported = importedPaths(place, paths);
  const chosen = pick(
    paths.filter((path) => !imported.has(path)),
    3,
    1,
  );
  const both = pair(place.folder, "proto", against);
  measure(both.ours);
  place.edit(chosen);
  return { target, ...both };
}

function schemas(): Promise<string> {
  return googleProtos("6.0.1");
}

async function schemasImage(): Promise<string> {
  return imageOf(nativeBuf(), await schemas());
}

async function random(): Promise<Scenario> {
  const { place, paths } = await pullRequest();
  const both = pair(place.folder, "proto", AGAINST);
  const originals = new Map<string, string>();
  const restore = () => {
    for (const [path, text] of originals) writeFileSync(join(place.folder, "proto", path), text);
    originals.clear();
  };
  measure(both.ours);
  return {
    target: 0.03,
    ...both,
    part: 0.95,
    rounds: RANDOM_CHANGES,
    bufRounds: 2,
    prepare: (round) => {
      restore();
      const chosen = pick(paths, 3, round + 2);
      for (const path of chosen) originals.set(path, readFileSync(join(place.folder, "proto", path), "utf8"));
      place.edit(chosen);
    },
    close: restore,
  };
}

async function pullRequest(): Promise<{ place: Workplace; paths: string[] }> {
  const from = await schemas();
  const place = workplace("pull-request", from);
  place.checkout(from);
  const entries = readdirSync(from, { recursive: true, encoding: "utf8" });
  return { place, paths: entries.filter((path) => path.endsWith(".proto")).sort() };
}

function importedPaths({ folder }: Workplace, paths: readonly string[]): ReadonlySet<string> {
  const texts = paths.map((path) => readFileSync(join(folder, "proto", path), "utf8"));
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/^import\s+(?:\w+\s+)?"([^"]+)"/gm)].map(([, path]) => path ?? "")),
  );
}

/** Picks as many of some values as wanted; the same seed picks the same. */
function pick<T>(from: readonly T[], count: number, seed: number): T[] {
  let state = seed * 2654435761;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return from[Math.floor((state / 2 ** 32) * from.length)] as T;
  });
}

function nativeBuf(): string {
  return fromBuf.resolve(`@bufbuild/buf-${process.platform}-${process.arch === "arm64" ? "aarch64" : "x64"}/bin/buf`);
}
