import { RegistryError } from "./errors.ts";
import type { WatchGroup } from "./store/sql/group-commit.ts";
import { openSqliteStore } from "./store/sqlite/sqlite-store.ts";
import type { Store } from "./store/store.ts";

/** Where a registry keeps its data. */
export interface StorePlace {
  /** Folder of the SQLite database; made when it is missing. */
  readonly dataDir?: string;
  /** Address of a PostgreSQL database to use instead, such as `postgres://user@host/database`. */
  readonly postgres?: string;
}

/** Who is told what happens in a store. */
export interface StoreObserver {
  /** Database connections that broke while idle, and a writer that ended. */
  readonly broken?: (error: Error) => void;
  /** Each group of writes. */
  readonly group?: WatchGroup;
}

/** Opens the store. Throws RegistryError FOLDER_UNUSABLE, DATABASE_UNUSABLE or NO_STORE. */
export async function openStore({ dataDir, postgres }: StorePlace, observer: StoreObserver = {}): Promise<Store> {
  if (postgres !== undefined) {
    const { openPostgresStore } = await import("./store/postgres/postgres-store.ts");
    return openPostgresStore(postgres, observer.broken ?? (() => {}), observer.group);
  }
  if (dataDir !== undefined) return openSqliteStore(dataDir, observer.group, observer.broken);
  throw new RegistryError("NO_STORE", {});
}
