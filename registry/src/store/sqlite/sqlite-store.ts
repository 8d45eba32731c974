import { join } from "node:path";
import { RegistryError } from "../../errors.ts";
import type { WatchGroup } from "../sql/group-commit.ts";
import { inProcessWriter } from "../sql/in-process-writer.ts";
import { columnTypes, migrate } from "../sql/migrations.ts";
import { sqlStore } from "../sql/sql-store.ts";
import type { Store } from "../store.ts";
import { makeFolder } from "./make-folder.ts";
import { openDatabase } from "./open-database.ts";
import { threadWriter } from "./thread-writer.ts";

/** The database within the data folder. */
export const DATABASE_FILE = "registry.sqlite";

/**
 * Opens, and creates where it is missing, the registry in `folder/registry.sqlite`; `watch` is told of each group of writes, `broken` when
 * nothing more can be written. Throws RegistryError FOLDER_UNUSABLE.
 */
export async function openSqliteStore(
  folder: string,
  watch: WatchGroup = () => {},
  broken: (error: Error) => void = () => {},
): Promise<Store> {
  try {
    makeFolder(folder);
    const path = join(folder, DATABASE_FILE);
    const reader = await openDatabase(path);
    await migrate(reader.db, columnTypes.sqlite).catch(async (reason) => {
      await reader.close();
      throw reason;
    });
    return sqlStore(reader.db, threadWriter(path, watch, broken), reader.close);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RegistryError("FOLDER_UNUSABLE", { folder, reason }, cause);
  }
}

/** Opens an empty registry that lives in memory. */
export async function openMemoryStore(): Promise<Store> {
  const { db, close } = await openDatabase(":memory:");
  await migrate(db, columnTypes.sqlite);
  return sqlStore(
    db,
    inProcessWriter(db, () => {}),
    close,
  );
}
