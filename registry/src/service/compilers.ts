import { availableParallelism } from "node:os";
import { RegistryError } from "../errors.ts";

/** How busy the compilers are; counts are since the start. */
export interface CompilerLoad {
  readonly running: number;
  readonly waiting: number;
  readonly started: number;
  readonly refused: number;
  /** Seconds that requests waited for their turn, and that compilers ran. */
  readonly waitedSeconds: number;
  readonly ranSeconds: number;
}

/** Compilers that run at the same time, whatever face asks; the others wait. */
const MOST_AT_ONCE = Math.max(2, availableParallelism());
/** Requests that may wait for a compiler. */
const MOST_WAITING = 256;

let running = 0;
let started = 0;
let refused = 0;
let waitedSeconds = 0;
let ranSeconds = 0;
const waiting: (() => void)[] = [];

/** How busy the compilers of this process are. */
export function compilerLoad(): CompilerLoad {
  return { running, waiting: waiting.length, started, refused, waitedSeconds, ranSeconds };
}

/** Does work that runs a compiler when it is its turn. Throws RegistryError COMPILERS_BUSY when too many wait. */
export async function withCompiler<T>(work: () => Promise<T>): Promise<T> {
  const asked = performance.now();
  await enter();
  const begun = performance.now();
  waitedSeconds += (begun - asked) / 1000;
  started++;
  try {
    return await work();
  } finally {
    ranSeconds += (performance.now() - begun) / 1000;
    leave();
  }
}

async function enter(): Promise<void> {
  if (running < MOST_AT_ONCE) {
    running++;
    return;
  }
  if (waiting.length >= MOST_WAITING) {
    refused++;
    throw new RegistryError("COMPILERS_BUSY", { limit: MOST_WAITING });
  }
  await new Promise<void>((resolve) => waiting.push(resolve));
}

/** The one who waited longest takes over the place. */
function leave(): void {
  const next = waiting.shift();
  if (next === undefined) running--;
  else next();
}
