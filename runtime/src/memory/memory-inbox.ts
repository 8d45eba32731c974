import type { Inbox, InboxOutcome } from "../port/inbox.ts";

/** A transaction of the memory inbox: what is to happen when it commits. */
export interface MemoryTransaction {
  /** Runs `effect` together with the memory that the event was handled, or never; it must not throw. */
  onCommit(effect: () => void): void;
}

/** What a memory inbox can be told. */
export interface MemoryInboxOptions {
  /** How many events per consumer it remembers before it forgets the oldest; default 100 000. */
  readonly capacity?: number;
  /** The time in milliseconds since 1970. */
  readonly clock?: () => number;
}

/** Makes an inbox that lives as long as the process: for tests, demos and consumers whose state is in memory too. */
export function createMemoryInbox(options: MemoryInboxOptions = {}): Inbox<MemoryTransaction> {
  const { capacity = 100_000, clock = Date.now } = options;
  const consumers = new Map<string, Map<string, number>>();
  const underWay = new Map<string, Promise<unknown>>();

  async function run<R>(processed: Map<string, number>, id: string, work: (tx: MemoryTransaction) => Promise<R>) {
    const effects: (() => void)[] = [];
    const value = await work({ onCommit: (effect) => void effects.push(effect) });
    for (const effect of effects) effect();
    processed.set(id, clock());
    for (const oldest of processed.keys().take(Math.max(0, processed.size - capacity))) processed.delete(oldest);
    return value;
  }

  return {
    async process<R>(consumer: string, id: string, work: (tx: MemoryTransaction) => Promise<R>) {
      const processed = consumers.get(consumer) ?? new Map<string, number>();
      consumers.set(consumer, processed);
      const key = JSON.stringify([consumer, id]);
      while (underWay.has(key)) await underWay.get(key)?.catch(() => undefined);
      if (processed.has(id)) return { kind: "duplicate" } as const;
      const running = run(processed, id, work).finally(() => underWay.delete(key));
      underWay.set(key, running);
      return { kind: "done", value: await running } satisfies InboxOutcome<R>;
    },
    async forget(before) {
      let forgotten = 0;
      for (const processed of consumers.values())
        for (const [id, at] of processed) if (at < before.getTime() && processed.delete(id)) forgotten++;
      return forgotten;
    },
  };
}
