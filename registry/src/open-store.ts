import { RegistryError } from "./errors.ts";
import { openSqliteStore } from "./store/sqlite/sqlite-store.ts";
import type { Store } from "./store/store.ts";

/** Where a registry keeps its data. */
export interface StorePlace {
  /** Folder of the SQLite database; made when it is missing. */
  readonly dataDir?: string;
  /** Address of a PostgreSQL database to use instead, such as `postgres://user@host/database`. */
  readonly postgres?: string;
}

/**
 * Opens the store; `log` is told of database connections that broke while idle. Throws RegistryError FOLDER_UNUSABLE, DATABASE_UNUSABLE
 * or NO_STORE.
 */
export async function openStore({ dataDir, postgres }: StorePlace, log: (error: Error) => void): Promise<Store> {
  if (postgres !== undefined) {
    const { openPostgresStore } = await import("./store/postgres/postgres-store.ts");
    return openPostgresStore(postgres, log);
  }
  if (dataDir !== undefined) return openSqliteStore(dataDir);
  throw new RegistryError("NO_STORE", {});
}
