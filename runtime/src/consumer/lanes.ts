/** Runs work with bounded concurrency, and work of one key in order. */
export interface Lanes {
  /** Starts `work` as soon as there is room and nothing of its key is before it; it must not throw. */
  add(key: string | undefined, work: () => Promise<void>): void;
  /** Resolves when nothing runs and nothing waits. */
  idle(): Promise<void>;
}

/** Makes lanes of which `concurrency` move at a time. */
export function createLanes(concurrency: number): Lanes {
  const ready: (() => Promise<void>)[] = [];
  const behind = new Map<string, (() => Promise<void>)[]>();
  let running = 0;
  let waiters: (() => void)[] = [];

  function advance(): void {
    while (running < concurrency) {
      const work = ready.shift();
      if (work === undefined) break;
      running++;
      void work().finally(() => {
        running--;
        advance();
      });
    }
    if (running > 0) return;
    for (const wake of waiters) wake();
    waiters = [];
  }

  function inLane(key: string, work: () => Promise<void>): () => Promise<void> {
    return async () => {
      await work();
      const next = behind.get(key)?.shift();
      if (next === undefined) behind.delete(key);
      else ready.push(inLane(key, next));
    };
  }

  return {
    add(key, work) {
      const lane = key === undefined ? undefined : behind.get(key);
      if (lane !== undefined) return void lane.push(work);
      if (key !== undefined) behind.set(key, []);
      ready.push(key === undefined ? work : inLane(key, work));
      advance();
    },
    idle: () => (running === 0 ? Promise.resolve() : new Promise((wake) => waiters.push(wake))),
  };
}
