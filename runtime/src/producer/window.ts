/** Bounds how much runs at once; what does not fit waits, in the order asked. */
export interface Window {
  run<R>(work: () => Promise<R>): Promise<R>;
}

/** Makes a window of `size`. */
export function createWindow(size: number): Window {
  let free = size;
  const waiting: (() => void)[] = [];
  return {
    async run(work) {
      if (free > 0) free--;
      else await new Promise<void>((resume) => waiting.push(resume));
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next === undefined) free++;
        else next();
      }
    },
  };
}
