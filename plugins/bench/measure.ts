/** Nanoseconds of CPU per call of two pieces of work, and how they compare. */
export interface Compared {
  readonly ours: number;
  readonly peer: number;
  /** The median over pairs of ours by peer; what slows the machine down for a while hits both of a pair. */
  readonly ratio: number;
}

const PAIRS = 11;

/** Long against the clock's tick, which is 10 ms on some machines. */
const SAMPLE_MILLIS = 60;

/**
 * Compares two pieces of work in pairs of samples, either first in turn. What other processes take of a busy machine does
 * not count.
 */
export function compare(
  ours: () => unknown,
  peer: () => unknown,
  { pairs = PAIRS, millis = SAMPLE_MILLIS } = {},
): Compared {
  const counts = [calibrate(ours, millis), calibrate(peer, millis)] as const;
  const samples = Array.from({ length: pairs }, (_, round) => {
    if (round % 2 === 0) return { ours: time(ours, counts[0]), peer: time(peer, counts[1]) };
    const first = time(peer, counts[1]);
    return { peer: first, ours: time(ours, counts[0]) };
  });
  return {
    ours: median(samples.map((one) => one.ours)),
    peer: median(samples.map((one) => one.peer)),
    ratio: median(samples.map((one) => one.ours / one.peer)),
  };
}

/** The middle value. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Three digits after the point: more is noise. */
export function rounded(value: number): number {
  return Number(value.toFixed(3));
}

let sink: unknown;

/** Keeps results alive, so that no work is optimised away. */
export function lastResult(): unknown {
  return sink;
}

/** How many calls take at least so long; the calls also warm the code up. */
function calibrate(run: () => unknown, millis: number): number {
  for (let count = 64; ; count *= 2) {
    const taken = time(run, count) * count;
    if (taken >= millis * 1e6) return count;
  }
}

function time(run: () => unknown, count: number): number {
  const start = cpuMicros();
  for (let at = 0; at < count; at++) sink = run();
  return ((cpuMicros() - start) * 1000) / count;
}

/** What this thread has used of the CPU, in microseconds. */
export function cpuMicros(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}
