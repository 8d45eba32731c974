import { Kysely } from "kysely";
import type { Tables } from "../sql/tables.ts";
import { NodeSqliteDialect } from "./node-sqlite-dialect.ts";

/** A database and how to close it. */
export interface Handle {
  readonly db: Kysely<Tables>;
  readonly close: () => Promise<void>;
}

/** WAL lets readers go on while a write commits; FULL puts each commit on disk before it is acknowledged. */
const PRAGMAS =
  "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 5000;";

/** Opens a database file, or `:memory:`; read-only, its transactions are snapshots that hold up nobody. Throws what SQLite says. */
export async function openDatabase(path: string, readOnly = false): Promise<Handle> {
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(path, { readOnly });
  try {
    database.exec(readOnly ? "pragma busy_timeout = 5000" : PRAGMAS);
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
