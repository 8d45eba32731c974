import { availableParallelism } from "node:os";
import { setTimeout } from "node:timers/promises";
import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt";
import { withCompiler } from "../../service/compilers.ts";
import type { TextUnit } from "./text-unit.ts";

/** Texts that wait for one run. */
interface Batch {
  readonly waiting: Map<TextUnit, Waiting>;
  readonly files: Map<string, string>;
  readonly names: Map<string, string>;
  size: number;
}

interface Waiting {
  done(result: FileDescriptorProto): void;
  fail(cause: unknown): void;
}

/** How texts are compiled. */
export interface TextCompiler {
  /** Results of those that come out of a shared run as they would alone. */
  together(units: readonly TextUnit[]): Promise<ReadonlyMap<TextUnit, FileDescriptorProto>>;
  /** Throws what is to be said of a text's mistakes. */
  alone(unit: TextUnit): Promise<FileDescriptorProto>;
}

/** Runs at the same time: one processor of two is left for the requests, and what waits meanwhile shares the next run. */
const MOST_RUNS = Math.max(1, Math.floor(availableParallelism() / 2));
/** After many were answered at once, in milliseconds: what they send next shares a run, instead of missing it by a moment. */
const GATHERING = 10;
const MOST_TEXTS = 48;
const MOST_SIZE = 1024 * 1024;
const MOST_BATCHES = 64;

/**
 * Makes a queue in front of the compilers: a text joins the first waiting batch that it fits in, and the next run takes the oldest batch.
 * What a shared run does not give is compiled alone.
 */
export function textBatches(compiler: TextCompiler): (unit: TextUnit) => Promise<FileDescriptorProto> {
  const open: Batch[] = [];
  let running = 0;

  function next(): void {
    const batch = running < MOST_RUNS ? open.shift() : undefined;
    if (batch === undefined) return;
    running++;
    run(batch, compiler)
      .then(() => (batch.waiting.size < 2 ? undefined : setTimeout(GATHERING)))
      .finally(() => {
        running--;
        next();
      });
  }

  return (unit) => {
    const fitting = open.find((each) => fits(each, unit));
    if (!unit.mayShare || (fitting === undefined && open.length >= MOST_BATCHES)) return compiler.alone(unit);
    const batch = fitting ?? emptyBatch();
    if (fitting === undefined) open.push(batch);
    const result = join(batch, unit);
    next();
    return result;
  };
}

/** Ends when its run has: what must be compiled alone after it waits for a compiler of its own. */
async function run({ waiting }: Batch, { together, alone }: TextCompiler): Promise<void> {
  const units = [...waiting.keys()];
  const [only] = units;
  try {
    const results =
      only !== undefined && units.length === 1
        ? new Map([[only, await alone(only)]])
        : await withCompiler(() => together(units));
    for (const [unit, { done, fail }] of waiting) {
      const result = results.get(unit);
      if (result === undefined) alone(unit).then(done, fail);
      else done(result);
    }
  } catch (cause) {
    for (const { fail } of waiting.values()) fail(cause);
  }
}

function emptyBatch(): Batch {
  return { waiting: new Map(), files: new Map(), names: new Map(), size: 0 };
}

function fits({ waiting, files, names, size }: Batch, unit: TextUnit): boolean {
  return (
    waiting.size < MOST_TEXTS &&
    size + unit.size <= MOST_SIZE &&
    unit.files.entries().every(([path, text]) => (files.get(path) ?? text) === text) &&
    unit.names.entries().every(([name, path]) => (names.get(name) ?? path) === path)
  );
}

function join(batch: Batch, unit: TextUnit): Promise<FileDescriptorProto> {
  for (const [path, text] of unit.files) batch.files.set(path, text);
  for (const [name, path] of unit.names) batch.names.set(name, path);
  batch.size += unit.size;
  return new Promise<FileDescriptorProto>((done, fail) => batch.waiting.set(unit, { done, fail }));
}
