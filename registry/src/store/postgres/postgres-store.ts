import { type Dialect, Kysely } from "kysely";
import { RegistryError } from "../../errors.ts";
import type { WatchGroup } from "../sql/group-commit.ts";
import { inProcessWriter } from "../sql/in-process-writer.ts";
import { columnTypes, migrate } from "../sql/migrations.ts";
import { sqlStore } from "../sql/sql-store.ts";
import type { Tables } from "../sql/tables.ts";
import type { Store } from "../store.ts";
import { postgresDialect } from "./postgres-dialect.ts";
import { takeWriteLock } from "./write-lock.ts";

/**
 * Opens the registry in a PostgreSQL database, which several instances may share; `log` is told of connections that broke while idle,
 * `watch` of each group of writes. Throws RegistryError DATABASE_UNUSABLE.
 */
export async function openPostgresStore(
  url: string,
  log: (error: Error) => void,
  watch: WatchGroup = () => {},
): Promise<Store> {
  return openPostgresDialect(await postgresDialect(url, log), watch);
}

/** As openPostgresStore, over a connection that speaks PostgreSQL by other means. */
export async function openPostgresDialect(dialect: Dialect, watch: WatchGroup = () => {}): Promise<Store> {
  const db = new Kysely<Tables>({ dialect });
  try {
    await migrate(db, columnTypes.postgres);
  } catch (cause) {
    await db.destroy();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RegistryError("DATABASE_UNUSABLE", { reason }, cause);
  }
  const writer = inProcessWriter(db, watch, takeWriteLock);
  return sqlStore(db, writer, () => db.destroy());
}
