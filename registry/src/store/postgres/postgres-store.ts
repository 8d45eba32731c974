import { type Dialect, Kysely, sql } from "kysely";
import { RegistryError } from "../../errors.ts";
import type { WatchGroup } from "../sql/group-commit.ts";
import { inProcessWriter } from "../sql/in-process-writer.ts";
import { columnTypes, migrate } from "../sql/migrations.ts";
import { sqlStore } from "../sql/sql-store.ts";
import type { Tables } from "../sql/tables.ts";
import type { Store } from "../store.ts";

/** How long a connection may take, in milliseconds. */
const CONNECT_MILLIS = 5_000;
const MOST_CONNECTIONS = 10;
/** The advisory lock that writers of all instances take: the letters of postel. */
const WRITE_LOCK = 0x706f7374656c;
const INT8 = 20;

/**
 * Opens the registry in a PostgreSQL database, which several instances may share; `log` is told of connections that broke while idle, `watch` of
 * each group of writes. Throws RegistryError DATABASE_UNUSABLE.
 */
export async function openPostgresStore(
  url: string,
  log: (error: Error) => void,
  watch: WatchGroup = () => {},
): Promise<Store> {
  const { default: pg } = await import("pg");
  const { PostgresDialect } = await import("kysely");
  const pool = new pg.Pool({
    connectionString: url,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MILLIS,
    types: { getTypeParser: (oid, format) => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) },
  });
  pool.on("error", log);
  // The pool listens to idle connections only; one that breaks between two queries would end the process.
  pool.on("connect", (client) => client.on("error", log));
  return openPostgresDialect(new PostgresDialect({ pool }), watch);
}

/** As openPostgresStore, over a connection that speaks PostgreSQL by other means. */
export async function openPostgresDialect(dialect: Dialect, watch: WatchGroup = () => {}): Promise<Store> {
  const db = new Kysely<Tables>({ dialect });
  try {
    await migrate(db, columnTypes.postgres);
  } catch (cause) {
    await db.destroy();
    throw new RegistryError(
      "DATABASE_UNUSABLE",
      { reason: cause instanceof Error ? cause.message : String(cause) },
      cause,
    );
  }
  const writer = inProcessWriter(db, watch, (tx) =>
    sql`select pg_advisory_xact_lock(${sql.lit(WRITE_LOCK)})`.execute(tx),
  );
  return sqlStore(db, writer, () => db.destroy());
}
