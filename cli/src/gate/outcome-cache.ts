import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { DescriptorSet } from "@postel/proto";
import type { UpcastFiles } from "../upcasts/upcast-files.ts";
import type { Outcome, SampleRun } from "./run-samples.ts";
import { contentKey, type StoredSample } from "./stored-sample.ts";

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

/** Makes a cache in a folder that need not exist yet. */
export function openOutcomeCache(folder: string): OutcomeCache {
  return {
    async read(content) {
      try {
        const text = await readFile(join(folder, keyOf(content)), "utf8");
        const stored = new Map(JSON.parse(text) as readonly (readonly [sample: string, data: string])[]);
        const known = content.runs.map((run) => run.samples.map((sample) => stored.get(sampleKey(run, sample))));
        return known.flat().includes(undefined) ? undefined : known.map((run) => run.map(outcome));
      } catch {
        return undefined;
      }
    },
    async write(content, outcomes) {
      if (!outcomes.flat().every(({ kind }) => kind === "ok")) return;
      const stored = content.runs.flatMap((run, at) =>
        run.samples.map((sample, nth) => [sampleKey(run, sample), dataOf(outcomes[at]?.[nth])]),
      );
      const path = join(folder, keyOf(content));
      try {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(`${path}.${process.pid}`, JSON.stringify(stored));
        await rename(`${path}.${process.pid}`, path);
      } catch {
        // A cache that cannot be written costs time, nothing else.
      }
    },
  };
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
