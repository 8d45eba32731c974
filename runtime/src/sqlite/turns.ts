/** Lets one piece of work run at a time, in the order asked. */
export interface Turns {
  take<R>(work: () => Promise<R>): Promise<R>;
}

/** Makes a queue of turns; a failure ends its own turn only. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    take(work) {
      const turn = last.then(work, work);
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
