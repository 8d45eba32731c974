import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { DescriptorSet } from "@postel/proto";
import type { UpcastFiles } from "../upcasts/upcast-files.ts";
import type { Outcome, SampleRun } from "./run-samples.ts";

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
        const stored = JSON.parse(
          await readFile(join(folder, keyOf(content)), "utf8"),
        ) as readonly (readonly string[])[];
        const fits = content.runs.every(({ samples }, at) => stored[at]?.length === samples.length);
        return fits ? stored.map((run) => run.map(outcome)) : undefined;
      } catch {
        return undefined;
      }
    },
    async write(content, outcomes) {
      if (!outcomes.flat().every(({ kind }) => kind === "ok")) return;
      const stored = outcomes.map((run) => run.map((each) => (each.kind === "ok" ? base64(each.data) : "")));
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

function outcome(data: string): Outcome {
  return { kind: "ok", data: new Uint8Array(Buffer.from(data, "base64")) };
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
  for (const { target, samples } of runs) add(target, ...samples.flatMap(({ event, data }) => [event, data]));
  return hash.digest("hex");
}

function base64(data: Uint8Array): string {
  return Buffer.from(data).toString("base64");
}
