import type { Dialect } from "kysely";

/** How long a connection may take, in milliseconds. */
const CONNECT_MILLIS = 5_000;
const MOST_CONNECTIONS = 10;
const INT8 = 20;

/** Connects to a database when first used; `log` is told of connections that broke while idle. */
export async function postgresDialect(url: string, log: (error: Error) => void): Promise<Dialect> {
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
  return new PostgresDialect({ pool });
}
