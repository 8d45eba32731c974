/** Bounds how much runs at once; what does not fit waits, in the order asked. */
export interface Window {
  run<R>(work: () => Promise<R>): Promise<R>;
}

/** Makes a window of `size`. */
export function createWindow(size: number): Window {
  let free = size;
  const waiting = new Set<() => void>();
  return {
    async run(work) {
      if (free > 0) free--;
      else await new Promise<void>((resume) => waiting.add(resume));
      try {
        return await work();
      } finally {
        // A set keeps the order and, unlike an array, gives up its first in constant time.
        const [next] = waiting;
        if (next === undefined) free++;
        else {
          waiting.delete(next);
          next();
        }
      }
    },
  };
}
