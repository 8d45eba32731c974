import { join } from "node:path";
import { RegistryError } from "./errors.ts";
import type { StorePlace } from "./open-store.ts";
import type { Target } from "./store/backup/restore-backup.ts";
import { columnTypes } from "./store/sql/migrations.ts";
import type { Tables } from "./store/sql/tables.ts";
import { makeFolder } from "./store/sqlite/make-folder.ts";
import { openDatabase } from "./store/sqlite/open-database.ts";
import { DATABASE_FILE } from "./store/sqlite/sqlite-store.ts";

/** A store's tables as they are, without bringing them to the newest layout. */
export interface OpenTables extends Target {
  close(): Promise<void>;
}

/** Opens a store's tables; read-only, the store must be there. Throws RegistryError FOLDER_UNUSABLE, DATABASE_UNUSABLE or NO_STORE. */
export async function openTables(
  { dataDir, postgres }: StorePlace,
  { readOnly }: { readonly readOnly: boolean },
): Promise<OpenTables> {
  if (postgres !== undefined) return openPostgresTables(postgres);
  if (dataDir !== undefined) return openSqliteTables(dataDir, readOnly);
  throw new RegistryError("NO_STORE", {});
}

async function openSqliteTables(folder: string, readOnly: boolean): Promise<OpenTables> {
  try {
    if (!readOnly) makeFolder(folder);
    const { db, close } = await openDatabase(join(folder, DATABASE_FILE), readOnly);
    return { name: folder, db, types: columnTypes.sqlite, close };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RegistryError("FOLDER_UNUSABLE", { folder, reason }, cause);
  }
}

async function openPostgresTables(url: string): Promise<OpenTables> {
  const { Kysely, sql } = await import("kysely");
  const { postgresDialect } = await import("./store/postgres/postgres-dialect.ts");
  const { takeWriteLock } = await import("./store/postgres/write-lock.ts");
  const db = new Kysely<Tables>({ dialect: await postgresDialect(url, () => {}) });
  try {
    await sql`select 1`.execute(db);
  } catch (cause) {
    await db.destroy();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RegistryError("DATABASE_UNUSABLE", { reason }, cause);
  }
  return { name: "the database", db, types: columnTypes.postgres, takeLock: takeWriteLock, close: () => db.destroy() };
}
