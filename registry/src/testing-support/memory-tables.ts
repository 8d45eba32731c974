import type { Kysely } from "kysely";
import { inProcessWriter } from "../store/sql/in-process-writer.ts";
import { columnTypes, migrate } from "../store/sql/migrations.ts";
import { sqlStore } from "../store/sql/sql-store.ts";
import type { Tables } from "../store/sql/tables.ts";
import { openDatabase } from "../store/sqlite/open-database.ts";
import type { Store } from "../store/store.ts";

/** A store in memory and the database below it. */
export interface MemoryTables {
  readonly db: Kysely<Tables>;
  readonly store: Store;
}

/** Opens an empty store in memory. */
export async function memoryTables(): Promise<MemoryTables> {
  const { db, close } = await openDatabase(":memory:");
  await migrate(db, columnTypes.sqlite);
  return {
    db,
    store: sqlStore(
      db,
      inProcessWriter(db, () => {}),
      close,
    ),
  };
}

/** Everything that is stored, by table; equal for stores that hold the same. */
export async function contentOf(db: Kysely<Tables>): Promise<string> {
  const { backupLines } = await import("../store/backup/backup-lines.ts");
  let text = "";
  for await (const line of backupLines(db, 0)) text += line;
  return text;
}
