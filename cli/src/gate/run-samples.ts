import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { linkLibraries } from "../release/link-libraries.ts";
import type { PackageFiles } from "../release/tarball.ts";
import { LIBRARY_FILE } from "../upcasts/library-file.ts";
import type { ChildJobs, ChildReport } from "./child/protocol.ts";
import { type ChildLimits, type ChildRun, runChild } from "./run-child.ts";
import type { StoredSample } from "./stored-sample.ts";

/** Samples of one lineage, and the generated code that reads them. */
export interface SampleRun {
  /** Full name of the event that they become. */
  readonly target: string;
  /** Path of the .proto file that holds it. */
  readonly proto: string;
  readonly samples: readonly StoredSample[];
}

/** What became of a sample. */
export type Outcome =
  | { readonly kind: "ok"; readonly data: Uint8Array }
  /** Two runs gave two results; `second` is absent when the second gave none. */
  | { readonly kind: "unsteady"; readonly data: Uint8Array; readonly second?: Uint8Array }
  | { readonly kind: "unmappable"; readonly path: string; readonly number: number }
  | { readonly kind: "failed"; readonly message: string; readonly stack: string }
  /** It was not reached, because another sample of the lineage ended the process. */
  | { readonly kind: "skipped" };

/** Runs compiled upcasters on samples in a process of its own; outcomes by the samples' lineages. Throws when no process starts. */
export async function runSamples(
  compiled: PackageFiles,
  runs: readonly SampleRun[],
  limits?: ChildLimits,
): Promise<ReadonlyMap<SampleRun, readonly Outcome[]>> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "postel-gate-")));
  try {
    const libraries = await layOut(folder, compiled);
    const outcomes = new Map<SampleRun, Outcome[]>();
    for (let open = [...runs]; open.length > 0; ) {
      const jobs = join(folder, "jobs.json");
      await writeFile(jobs, JSON.stringify(jobsFor(folder, open)));
      const run = await runChild(jobs, [folder, ...libraries], limits);
      for (const [at, each] of open.entries()) outcomes.set(each, outcomesOf(run.reports, at, each));
      if (run.ended === "end") break;
      const culprit = blame(open, outcomes, run);
      open = open.filter((each) => each !== culprit);
    }
    return outcomes;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes the code and links its libraries; returns what it may read. Those stand in one `node_modules`, or beside each other. */
async function layOut(folder: string, compiled: PackageFiles): Promise<string[]> {
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  for (const [path, content] of compiled) {
    if (!path.endsWith(".js")) continue;
    const file = join(folder, "dist", path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  const linked = await linkLibraries(folder);
  return linked.map((path) => path.slice(0, endOfModules(path)));
}

/** Libraries find theirs in the node_modules that they stand in. */
function endOfModules(path: string): number {
  const name = `${sep}node_modules${sep}`;
  const at = path.indexOf(name);
  return at === -1 ? path.length : at + name.length - 1;
}

function jobsFor(folder: string, runs: readonly SampleRun[]): ChildJobs {
  const urlOf = (path: string) => pathToFileURL(join(folder, "dist", path)).href;
  return {
    library: urlOf(`${LIBRARY_FILE}.js`),
    lineages: runs.map(({ target, proto, samples }) => ({
      module: urlOf(`gen/${proto.replace(/\.proto$/, "_event.js")}`),
      target,
      samples: samples.map(({ event, data }) => ({ event, data: Buffer.from(data).toString("base64") })),
    })),
  };
}

function outcomesOf(reports: readonly ChildReport[], lineage: number, { samples }: SampleRun): Outcome[] {
  const outcomes: Outcome[] = samples.map(() => ({ kind: "skipped" }));
  for (const report of reports) {
    if (!("lineage" in report) || report.lineage !== lineage) continue;
    if (report.kind === "unloadable") outcomes.fill({ kind: "failed", message: report.message, stack: report.stack });
    else if (report.kind !== "at") outcomes[report.sample] = outcomeOf(report, outcomes[report.sample]);
  }
  return outcomes;
}

type SampleReport = Exclude<ChildReport, { kind: "at" | "unloadable" | "end" }>;

function outcomeOf(report: SampleReport, before: Outcome | undefined): Outcome {
  switch (report.kind) {
    case "ok":
      return { kind: "ok", data: bytes(report.data) };
    case "unmappable":
      return { kind: "unmappable", path: report.path, number: report.number };
    case "failed":
      return { kind: "failed", message: report.message, stack: report.stack };
    case "unsteady": {
      const data = before?.kind === "ok" ? before.data : new Uint8Array();
      return { kind: "unsteady", data, ...(report.data !== undefined && { second: bytes(report.data) }) };
    }
  }
}

function bytes(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, "base64"));
}

const ENDS: Readonly<Record<Exclude<ChildRun["ended"], "end">, string>> = {
  silent: "it did not come to an end",
  memory: "it took too much memory",
  output: "it made results that are too large",
  exit: "it ended the process",
};

/** Node ends with 13 when a module waits and nothing is left to happen. */
function exitText(status: string): string {
  return status === "13" ? "it awaits what never comes" : `${ENDS.exit} (${status})`;
}

/** Finds the lineage that ended the process, and the sample if it was one; the rest of the lineage was not reached. */
function blame(open: readonly SampleRun[], outcomes: Map<SampleRun, Outcome[]>, { reports, ended, status }: ChildRun) {
  const last = reports.findLast((report) => report.kind === "at");
  const culprit = last === undefined ? undefined : open[last.lineage];
  const found = culprit && outcomes.get(culprit);
  if (last === undefined || culprit === undefined || found === undefined || ended === "end")
    throw new Error(`the process that runs upcasters ended with ${status}`);
  const message = ended === "exit" ? exitText(status) : ENDS[ended];
  const failed: Outcome = { kind: "failed", message, stack: "" };
  if (last.sample === undefined) found.fill(failed);
  else found[last.sample] = failed;
  return culprit;
}
