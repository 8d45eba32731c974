import { createHash } from "node:crypto";
import { readFile, utimes } from "node:fs/promises";
import { join } from "node:path";
import { evict } from "@postel/compiler";
import type { DescriptorSet } from "@postel/proto";
import { writeAtomically } from "../release/write-atomically.ts";
import type { UpcastFiles } from "../upcasts/upcast-files.ts";
import type { Outcome, SampleRun } from "./run-samples.ts";
import { contentKey, type StoredSample } from "./stored-sample.ts";

/** Bytes that all outcomes together may take. */
const MAX_BYTES = 64 * 2 ** 20;
const SUFFIX = ".outcomes";

/** All that decides what upcasters make of samples. */
export interface RunContent {
  /** Version of this program, which generates and runs the code. */
  readonly version: string;
  readonly set: DescriptorSet;
  readonly upcasts: UpcastFiles;
  readonly runs: readonly SampleRun[];
}

/** Outcomes of runs in which every sample became an event, by their content. The same content gives the same outcomes. */
export interface OutcomeCache {
  /** Encoded events, run by run; undefined when this content has not run, or not well. */
  readonly read: (content: RunContent) => Promise<readonly (readonly Outcome[])[] | undefined>;
  /** Keeps outcomes where all are well; does nothing where nothing can be written. */
  readonly write: (content: RunContent, outcomes: readonly (readonly Outcome[])[]) => Promise<void>;
}

/** Makes a cache in a folder that need not exist yet; what was used longest ago goes when there is too much. */
export function openOutcomeCache(folder: string, maxBytes = MAX_BYTES): OutcomeCache {
  const fileOf = (content: RunContent) => join(folder, `${keyOf(content)}${SUFFIX}`);
  return {
    async read(content) {
      try {
        const path = fileOf(content);
        const stored = parseEntry(await readFile(path, "utf8"));
        const now = new Date();
        await utimes(path, now, now);
        const known = content.runs.map((run) => run.samples.map((sample) => stored.get(sampleKey(run, sample))));
        return known.flat().includes(undefined) ? undefined : known.map((run) => run.map(outcome));
      } catch {
        return undefined;
      }
    },
    async write(content, outcomes) {
      if (!outcomes.flat().every(({ kind }) => kind === "ok")) return;
      const stored = content.runs.flatMap((run, at) =>
        run.samples.map((sample, nth) => [sampleKey(run, sample), dataOf(outcomes[at]?.[nth])] as const),
      );
      try {
        await writeAtomically(fileOf(content), Buffer.from(printEntry(stored)));
        await evict(folder, maxBytes, SUFFIX);
      } catch {
        // A cache that cannot be written costs time, nothing else.
      }
    },
  };
}

type StoredOutcome = readonly [sample: string, data: string];

/** The first line is the digest of the second, so that a damaged entry is as good as none. */
function printEntry(stored: readonly StoredOutcome[]): string {
  const text = JSON.stringify(stored);
  return `${digestOf(text)}\n${text}`;
}

function parseEntry(entry: string): ReadonlyMap<string, string> {
  const [digest, text = ""] = entry.split("\n");
  return new Map(digest === digestOf(text) ? (JSON.parse(text) as StoredOutcome[]) : []);
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function sampleKey({ target }: SampleRun, sample: StoredSample): string {
  return `${target} ${contentKey(sample)}`;
}

function outcome(data = ""): Outcome {
  return { kind: "ok", data: new Uint8Array(Buffer.from(data, "base64")) };
}

function dataOf(result: Outcome | undefined): string {
  return result?.kind === "ok" ? Buffer.from(result.data).toString("base64") : "";
}

function keyOf({ version, set, upcasts, runs }: RunContent): string {
  const hash = createHash("sha256");
  const add = (...parts: (string | Uint8Array)[]) => {
    for (const part of parts) hash.update(`${part.length}\n`).update(part);
  };
  // The name of a bundled file changes with its content.
  add(version, process.version, import.meta.url);
  for (const { path, bytes, isImport } of set.files) add(path, bytes, String(isImport));
  for (const [path, text] of [...upcasts].sort()) add(path, text);
  add(...runs.flatMap((run) => run.samples.map((sample) => sampleKey(run, sample))).sort());
  return hash.digest("hex");
}
