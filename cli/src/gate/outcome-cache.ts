import { createHash } from "node:crypto";
import { readFile, utimes } from "node:fs/promises";
import { join } from "node:path";
import { evict } from "@postel/compiler";
import { writeAtomically } from "../release/write-atomically.ts";
import type { LineageCode } from "./lineage-code.ts";
import type { Outcome, SampleRun } from "./run-samples.ts";
import { contentKey } from "./stored-sample.ts";

/** Bytes that all outcomes together may take. */
const MAX_BYTES = 64 * 2 ** 20;
const SUFFIX = ".outcomes";

/** All that decides what upcasters make of a lineage's samples; without samples, whether they compile. */
export interface RunContent extends LineageCode {
  /** Version of this program, which generates and runs the code. */
  readonly version: string;
  readonly run: SampleRun;
}

/** Outcomes of runs in which every sample became an event, by their content. The same content gives the same outcomes. */
export interface OutcomeCache {
  /** Encoded events; undefined when this content has not run, or not well. */
  readonly read: (content: RunContent) => Promise<readonly Outcome[] | undefined>;
  /** Keeps the outcomes of runs in which all are well; does nothing where nothing can be written. */
  readonly write: (ran: readonly (readonly [RunContent, readonly Outcome[]])[]) => Promise<void>;
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
        const known = content.run.samples.map((sample) => stored.get(contentKey(sample)));
        return known.includes(undefined) ? undefined : known.map(outcome);
      } catch {
        return undefined;
      }
    },
    async write(ran) {
      const well = ran.filter(([, outcomes]) => outcomes.every(({ kind }) => kind === "ok"));
      try {
        for (const [content, outcomes] of well) {
          const { samples } = content.run;
          const stored = samples.map((sample, at) => [contentKey(sample), dataOf(outcomes[at])] as const);
          await writeAtomically(fileOf(content), Buffer.from(printEntry(stored)));
        }
        await evict(folder, maxBytes, SUFFIX);
      } catch {
        // A cache that cannot be written costs time, nothing else.
      }
    },
  };
}

type StoredOutcome = readonly [sample: string, data: string];

/** The first line is the digest of the second. */
function printEntry(stored: readonly StoredOutcome[]): string {
  const text = JSON.stringify(stored);
  return `${digestOf(text)}\n${text}`;
}

/** Throws when the entry is damaged, which is as good as none. */
function parseEntry(entry: string): ReadonlyMap<string, string> {
  const [digest, text = ""] = entry.split("\n");
  if (digest !== digestOf(text)) throw new Error("the entry is damaged");
  return new Map(JSON.parse(text) as StoredOutcome[]);
}

function digestOf(text: string | Uint8Array): string {
  return createHash("sha256").update(text).digest("hex");
}

function outcome(data = ""): Outcome {
  return { kind: "ok", data: new Uint8Array(Buffer.from(data, "base64")) };
}

function dataOf(result: Outcome | undefined): string {
  return result?.kind === "ok" ? Buffer.from(result.data).toString("base64") : "";
}

function keyOf({ version, set, upcasts, run }: RunContent): string {
  const hash = createHash("sha256");
  const add = (...parts: string[]) => {
    for (const part of parts) hash.update(`${part.length}\n`).update(part);
  };
  // The name of a bundled file changes with its content.
  add(version, process.version, import.meta.url, run.target);
  for (const { path, bytes, isImport } of set.files) add(path, digestOfBytes(bytes), String(isImport));
  for (const [path, text] of [...upcasts].sort()) add(path, text);
  add(...run.samples.map(contentKey).sort());
  return hash.digest("hex");
}

/** Many lineages import the same files. */
const digests = new WeakMap<Uint8Array, string>();

function digestOfBytes(content: Uint8Array): string {
  const known = digests.get(content) ?? digestOf(content);
  digests.set(content, known);
  return known;
}
