// Runs in a process of its own, because it runs code that people wrote: reads jobs from a file and upcasts each sample twice,
// the second time on another day, in another time zone and with other random numbers. Results go to file descriptor 3, a line each.
import { Buffer } from "node:buffer";
import { readFileSync, writeSync } from "node:fs";
import process from "node:process";
import { isolate } from "./isolate.ts";
import { otherDate } from "./other-date.ts";
import type { ChildJobs, ChildLibrary, ChildReport } from "./protocol.ts";

const RESULTS = 3;
const YEAR_MS = 400 * 24 * 60 * 60 * 1000;
/** Of an error's message and stack, in characters. */
const MOST_TEXT = 4000;
/** Far from UTC, where the first pass runs. */
const OTHER_ZONE = "Pacific/Kiritimati";

interface Upcaster {
  readonly decode: (data: Uint8Array) => unknown;
  readonly upcast: (message: unknown) => {
    kind: string;
    value?: unknown;
    path?: string;
    number?: number;
    cause?: unknown;
  };
  readonly encode: (value: unknown) => Uint8Array;
}

const { library, lineages } = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as ChildJobs;
const world = isolate();
const { fromBinary, toBinary } = (await import(library)) as ChildLibrary;
const first = new Map<string, string>();
const loaded = new Map<number, ReadonlyMap<string, Upcaster>>();

for (const [at, { module, target }] of lineages.entries()) {
  tell({ kind: "at", lineage: at });
  try {
    loaded.set(at, readersOf(await import(module), target));
  } catch (error) {
    tell({ kind: "unloadable", lineage: at, ...causeOf(error) });
  }
}
runAll((lineage, sample, result) => {
  if (result.kind === "ok") first.set(`${lineage}/${sample}`, result.data);
  tell({ ...result, lineage, sample });
});
changeTheWorld();
runAll((lineage, sample, result) => {
  const before = first.get(`${lineage}/${sample}`);
  if (before === undefined || (result.kind === "ok" && result.data === before)) return;
  tell({ kind: "unsteady", lineage, sample, ...(result.kind === "ok" && { data: result.data }) });
});
tell({ kind: "end" });
process.exit(0);

function tell(report: ChildReport): void {
  const line = Buffer.from(`${JSON.stringify(report)}\n`);
  for (let written = 0; written < line.length; ) {
    try {
      written += writeSync(RESULTS, line, written);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
    }
  }
}

type Result =
  | { readonly kind: "ok"; readonly data: string }
  | { readonly kind: "unmappable"; readonly path: string; readonly number: number }
  | { readonly kind: "failed"; readonly message: string; readonly stack: string };

function runAll(done: (lineage: number, sample: number, result: Result) => void): void {
  for (const [lineage, { samples }] of lineages.entries())
    for (const [at, { event, data }] of samples.entries()) {
      const upcaster = loaded.get(lineage)?.get(event);
      if (upcaster === undefined) continue;
      tell({ kind: "at", lineage, sample: at });
      done(lineage, at, runOne(upcaster, data));
    }
}

function runOne({ decode, upcast, encode }: Upcaster, data: string): Result {
  try {
    const result = upcast(decode(Buffer.from(data, "base64")));
    switch (result.kind) {
      case "ok":
        return { kind: "ok", data: Buffer.from(encode(result.value)).toString("base64") };
      case "unmappable":
        return { kind: "unmappable", path: String(result.path), number: Number(result.number) };
      default:
        return { kind: "failed", ...causeOf(result.cause) };
    }
  } catch (error) {
    return { kind: "failed", ...causeOf(error) };
  }
}

interface Lineage {
  readonly target: { readonly typeName: string; readonly schema: never };
  readonly readers: readonly { readonly event: Lineage["target"]; readonly upcast: Upcaster["upcast"] }[];
}

/** What reads each major of the lineage that a generated module exports. */
function readersOf(exported: Readonly<Record<string, unknown>>, target: string): ReadonlyMap<string, Upcaster> {
  const lineage = Object.values(exported).find((each) => isLineage(each) && each.target.typeName === target);
  if (!isLineage(lineage)) throw new Error(`no lineage of ${target} was generated`);
  return new Map(
    lineage.readers.map(({ event, upcast }) => [
      event.typeName,
      {
        decode: (data) => fromBinary(event.schema, data),
        upcast,
        encode: (value) => toBinary(lineage.target.schema, value as never),
      },
    ]),
  );
}

function isLineage(value: unknown): value is Lineage {
  return typeof value === "object" && value !== null && "readers" in value && "target" in value;
}

/** What code must not depend on: an event is read today as it was yesterday and elsewhere. */
function changeTheWorld(): void {
  world.Date = otherDate(world.Date, YEAR_MS);
  world.Math = Object.create(Math, { random: { value: () => 0.125 } });
  process.env.TZ = OTHER_ZONE;
}

function causeOf(error: unknown): { message: string; stack: string } {
  try {
    if (error instanceof Error)
      return { message: clipped(`${error.name}: ${error.message}`), stack: clipped(String(error.stack)) };
    return { message: clipped(String(error)), stack: "" };
  } catch {
    // Even its texts may throw.
    return { message: typeof error, stack: "" };
  }
}

function clipped(text: string): string {
  return text.slice(0, MOST_TEXT);
}
