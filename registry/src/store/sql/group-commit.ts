import { setImmediate } from "node:timers/promises";
import { CompiledQuery, type Kysely, type Transaction } from "kysely";
import type { Tables } from "./tables.ts";

/** Applies one write within a transaction that it shares with others. */
export type Apply<Write, Outcome> = (tx: Transaction<Tables>, write: Write) => Promise<Outcome>;

/** Keeps other instances from writing until the transaction ends; SQLite's transactions do that by themselves. */
export type TakeLock = (tx: Transaction<Tables>) => Promise<unknown>;

/** Is told of every group of writes when it is settled. */
export type WatchGroup = (writes: number, seconds: number) => void;

/** Takes writes one after the other and makes those that wait durable together. */
export interface GroupCommit<Write, Outcome> {
  /** Resolves once the write is durable; rejects when the write or its commit failed, and then nothing of it is stored. */
  submit(write: Write): Promise<Outcome>;
  /** How many submitted writes are not settled. */
  queued(): number;
  /** Resolves when all submitted writes are settled. */
  drain(): Promise<void>;
}

interface Waiting<Write, Outcome> {
  readonly write: Write;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (reason: unknown) => void;
}

/** How many writes share one transaction at most. */
const MOST_PER_GROUP = 64;

/** Makes a queue in which all writes that arrive during one commit share the next: one flush to disk for many writers. */
export function groupCommit<Write, Outcome>(
  db: Kysely<Tables>,
  apply: Apply<Write, Outcome>,
  watch: WatchGroup,
  takeLock?: TakeLock,
): GroupCommit<Write, Outcome> {
  const queue: Waiting<Write, Outcome>[] = [];
  let running: Promise<void> | undefined;
  let underWay = 0;

  // SQLite answers at once, so that without a turn of the event loop a write would be committed before the next could arrive.
  async function run(): Promise<void> {
    await setImmediate();
    while (queue.length > 0) {
      await settle(queue.splice(0, MOST_PER_GROUP));
      await setImmediate();
    }
    running = undefined;
  }

  async function settle(group: readonly Waiting<Write, Outcome>[]): Promise<void> {
    const start = performance.now();
    underWay = group.length;
    await commit(db, apply, group, takeLock);
    underWay = 0;
    watch(group.length, (performance.now() - start) / 1000);
  }

  return {
    submit: (write) =>
      new Promise((resolve, reject) => {
        queue.push({ write, resolve, reject });
        running ??= run();
      }),
    queued: () => queue.length + underWay,
    drain: async () => running,
  };
}

async function commit<Write, Outcome>(
  db: Kysely<Tables>,
  apply: Apply<Write, Outcome>,
  group: readonly Waiting<Write, Outcome>[],
  takeLock: TakeLock | undefined,
): Promise<void> {
  try {
    const settle = await db.transaction().execute(async (tx) => {
      await takeLock?.(tx);
      const settlements: (() => void)[] = [];
      for (const waiting of group) settlements.push(await attempt(tx, apply, waiting));
      return settlements;
    });
    for (const report of settle) report();
  } catch (reason) {
    for (const waiting of group) waiting.reject(reason);
  }
}

const SAVE = CompiledQuery.raw("savepoint write_");
const RELEASE = CompiledQuery.raw("release savepoint write_");
const ROLL_BACK = CompiledQuery.raw("rollback to savepoint write_");

/** Runs one write in a savepoint, so that its failure leaves the others of its group alone, unless the database has ended the transaction. */
async function attempt<Write, Outcome>(
  tx: Transaction<Tables>,
  apply: Apply<Write, Outcome>,
  waiting: Waiting<Write, Outcome>,
): Promise<() => void> {
  await tx.executeQuery(SAVE);
  try {
    const outcome = await apply(tx, waiting.write);
    await tx.executeQuery(RELEASE);
    return () => waiting.resolve(outcome);
  } catch (reason) {
    await tx.executeQuery(ROLL_BACK).catch(() => {
      throw reason;
    });
    return () => waiting.reject(reason);
  }
}
