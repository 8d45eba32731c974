import { Kysely } from "kysely";
import type { Tables } from "../sql/tables.ts";
import { NodeSqliteDialect } from "./node-sqlite-dialect.ts";

/** A database and how to close it. */
export interface Handle {
  readonly db: Kysely<Tables>;
  readonly close: () => Promise<void>;
}

/**
 * WAL lets readers go on while a write commits; FULL puts each commit on disk before it is acknowledged. 32 MiB of cache, and moving 16 MiB
 * from the log to the database at a time, spare the disk when many small schemas are registered.
 */
const PRAGMAS = [
  ...["journal_mode = wal", "synchronous = full", "foreign_keys = on", "busy_timeout = 5000"],
  ...["cache_size = -32768", "wal_autocheckpoint = 4096"],
].map((each) => `pragma ${each};`);

/** Opens a database file, or `:memory:`; read-only, its transactions are snapshots that hold up nobody. Throws what SQLite says. */
export async function openDatabase(path: string, readOnly = false): Promise<Handle> {
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(path, { readOnly });
  try {
    database.exec(readOnly ? "pragma busy_timeout = 5000" : PRAGMAS.join(" "));
  } catch (reason) {
    database.close();
    throw reason;
  }
  const db = new Kysely<Tables>({ dialect: new NodeSqliteDialect(database, readOnly) });
  return {
    db,
    // Kysely closes a database only if it was used.
    close: async () => {
      await db.destroy();
      if (database.isOpen) database.close();
    },
  };
}
