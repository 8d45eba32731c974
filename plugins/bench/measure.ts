/**
 * Nanoseconds of CPU per call, by name: medians over rounds in which all take turns. Time that other processes take on a
 * busy machine does not count.
 */
export function measure<Name extends string>(
  work: Readonly<Record<Name, () => unknown>>,
  { rounds = 21, millis = 8 } = {},
): Record<Name, number> {
  const names = Object.keys(work) as Name[];
  const counts = new Map(names.map((name) => [name, calibrate(work[name], millis)]));
  const samples = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const name of names) samples.get(name)?.push(time(work[name], counts.get(name) ?? 1));
  return Object.fromEntries(names.map((name) => [name, median(samples.get(name) ?? [])])) as Record<Name, number>;
}

/** The middle value. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

let sink: unknown;

/** Keeps results alive, so that no work is optimised away. */
export function lastResult(): unknown {
  return sink;
}

function calibrate(run: () => unknown, millis: number): number {
  let count = 16;
  while (time(run, count) * count < millis * 1e6) count *= 2;
  return count;
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
