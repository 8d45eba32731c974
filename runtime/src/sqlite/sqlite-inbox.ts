import type { DatabaseSync } from "node:sqlite";
import type { Inbox, InboxOutcome } from "../port/inbox.ts";
import { createTurns } from "./turns.ts";
import { whenFree } from "./when-free.ts";

/** What a SQLite inbox can be told. */
export interface SqliteInboxOptions {
  /** The database that handlers write their own data to as well; its settings are left as they are. */
  readonly database: DatabaseSync;
  /** How long to wait for another process to end its transaction, in milliseconds; default 10 000. */
  readonly busyTimeout?: number;
  /** The time in milliseconds since 1970. */
  readonly clock?: () => number;
}

const TABLE = `CREATE TABLE IF NOT EXISTS postel_inbox (
  consumer TEXT NOT NULL,
  event_id TEXT NOT NULL,
  processed_at INTEGER NOT NULL,
  PRIMARY KEY (consumer, event_id)
) STRICT, WITHOUT ROWID`;

/**
 * Makes an inbox in the table `postel_inbox` of a SQLite database. A connection has one transaction at a time, so
 * handlers run one after another; several processes may share the file. While a handler runs, everything that uses the same
 * connection is part of its transaction. Rejects with INBOX_BUSY when another process does not let go of the database.
 */
export function createSqliteInbox(options: SqliteInboxOptions): Inbox<DatabaseSync> {
  const { database, busyTimeout = 10_000, clock = Date.now } = options;
  const turns = createTurns();
  const free = (statement: () => void) => whenFree(statement, busyTimeout);
  let prepared: ReturnType<typeof prepare> | undefined;

  async function process<R>(consumer: string, id: string, work: (tx: DatabaseSync) => Promise<R>) {
    await free(() => {
      prepared ??= prepare(database);
      database.exec("BEGIN IMMEDIATE");
    });
    try {
      const outcome = await remember(consumer, id, work);
      await free(() => database.exec("COMMIT"));
      return outcome;
    } catch (thrown) {
      if (database.isTransaction) database.exec("ROLLBACK");
      throw thrown;
    }
  }

  async function remember<R>(
    consumer: string,
    id: string,
    work: (tx: DatabaseSync) => Promise<R>,
  ): Promise<InboxOutcome<R>> {
    const isNew = prepared?.insert.run(consumer, id, clock()).changes === 1;
    return isNew ? { kind: "done", value: await work(database) } : { kind: "duplicate" };
  }

  return {
    process: (consumer, id, work) => turns.take(() => process(consumer, id, work)),
    forget: (before) =>
      turns.take(async () => {
        let forgotten = 0;
        await free(() => {
          prepared ??= prepare(database);
          forgotten = Number(prepared.forget.run(before.getTime()).changes);
        });
        return forgotten;
      }),
  };
}

function prepare(database: DatabaseSync) {
  database.exec(TABLE);
  return {
    insert: database.prepare("INSERT INTO postel_inbox VALUES (?, ?, ?) ON CONFLICT DO NOTHING"),
    forget: database.prepare("DELETE FROM postel_inbox WHERE processed_at < ?"),
  };
}
