/** One measured line. */
export interface Rate {
  readonly name: string;
  readonly perSecond: number;
}

const ROUNDS = 5;
const ROUND_MS = 250;
const BATCH = 200;

/** Measures how often `work` runs in a second: the best of five rounds after a warm-up. */
export function rateOf(name: string, work: () => unknown): Rate {
  round(work);
  const rounds = Array.from({ length: ROUNDS }, () => round(work));
  return { name, perSecond: Math.max(...rounds) };
}

function round(work: () => unknown): number {
  const start = performance.now();
  let runs = 0;
  for (; performance.now() - start < ROUND_MS; runs += BATCH) for (let at = 0; at < BATCH; at++) work();
  return (runs / (performance.now() - start)) * 1_000;
}
