import type { EventEmitter } from "node:events";
import type { IncomingMessage } from "node:http";

/** Lets requests that compute for long go one after the other, with all that waits in between. */
export interface Turns {
  /** Resolves when it is the caller's turn; what it then does until it first waits for something outside the process is its turn. */
  take(): Promise<void>;
}

/** While others read, so many times as long as a turn passes until the next. */
const PAUSE = 5;

/** Makes turns for the requests of a server: where nobody reads, they follow each other without a pause. `now` tells milliseconds. */
export function turnsOf(server: EventEmitter, now: () => number): Turns {
  const waiting: (() => void)[] = [];
  let reads = 0;
  let running = false;
  server.on("request", ({ method }: IncomingMessage) => {
    if (method === "GET") reads++;
  });

  /** Two steps of one round of the event loop: what the first one wakes up runs before the second. */
  function next(): void {
    const wake = waiting.shift();
    running = wake !== undefined;
    if (wake === undefined) return;
    let start = 0;
    setImmediate(() => {
      start = now();
      wake();
    });
    setImmediate(() => {
      const end = now();
      pause(reads, end, end + PAUSE * (end - start));
    });
  }

  /** Goes round the event loop until the time has come or nobody reads. */
  function pause(readsBefore: number, at: number, until: number): void {
    if (at >= until) next();
    else
      setImmediate(() => {
        if (reads === readsBefore) next();
        else pause(reads, now(), until);
      });
  }

  return {
    take: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        if (!running) next();
      }),
  };
}
