import { type ColumnMetadata, type Kysely, sql, type Transaction } from "kysely";
import { RegistryError } from "../../errors.ts";
import type { TakeLock } from "../sql/group-commit.ts";
import { type ColumnTypes, layoutOf, migrate } from "../sql/migrations.ts";
import { tableList } from "../sql/table-list.ts";
import type { Tables } from "../sql/tables.ts";
import type { Row } from "./backup-format.ts";
import type { BackupRow } from "./read-backup.ts";

/** A database to restore into; `name` is for people. */
export interface Target {
  readonly name: string;
  readonly db: Kysely<Tables>;
  readonly types: ColumnTypes;
  readonly takeLock?: TakeLock;
}

/** Rows, and bytes of them, that are inserted at once. */
const MOST_ROWS = 100;
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * Puts the rows of a backup of a layout into an empty database, all or none, and brings it to the newest layout. Throws RegistryError STORE_NOT_EMPTY,
 * and what reading the backup throws.
 */
export async function restoreBackup(target: Target, layout: string, rows: AsyncIterable<BackupRow>): Promise<void> {
  const { db, types, takeLock } = target;
  await prepare(target, layout);
  await db.transaction().execute(async (tx) => {
    await takeLock?.(tx);
    await checkEmpty(target, tx);
    await insertRows(tx, rows);
  });
  await migrate(db, types);
}

/** Tables of another layout are made anew: there is nothing in them. */
async function prepare(target: Target, layout: string): Promise<void> {
  const { db, types } = target;
  const present = await layoutOf(db);
  if (present !== undefined && present !== layout) {
    await checkEmpty(target, db);
    for (const { name } of tableList.toReversed()) await db.schema.dropTable(name).ifExists().execute();
    await sql`delete from kysely_migration`.execute(db);
  }
  await migrate(db, types, layout);
}

async function checkEmpty({ name }: Target, db: Kysely<Tables>): Promise<void> {
  const present = new Set((await db.introspection.getTables()).map((table) => table.name));
  for (const table of tableList.filter((each) => present.has(each.name))) {
    const { rows } = await sql`select 1 from ${sql.table(table.name)} limit 1`.execute(db);
    if (rows.length > 0) throw new RegistryError("STORE_NOT_EMPTY", { place: name });
  }
}

/** Inserts rows in their order, some at once. */
export async function insertRows(
  tx: Transaction<Tables>,
  rows: AsyncIterable<BackupRow> | Iterable<BackupRow>,
): Promise<void> {
  const tables = await tx.introspection.getTables();
  const columns = new Map(tables.map((table) => [table.name, table.columns]));
  let batch: Row[] = [];
  let bytes = 0;
  let table = "";
  const flush = async () => {
    if (batch.length > 0) await insert(tx, table, columns.get(table) ?? [], batch);
    batch = [];
    bytes = 0;
  };
  for await (const next of rows) {
    if (next.table !== table || batch.length >= MOST_ROWS || bytes >= MOST_BYTES) await flush();
    table = next.table;
    batch.push(next.row);
    for (const value of Object.values(next.row)) if (value instanceof Uint8Array) bytes += value.length;
  }
  await flush();
}

async function insert(
  tx: Transaction<Tables>,
  table: string,
  columns: readonly ColumnMetadata[],
  rows: readonly Row[],
): Promise<void> {
  const names = columns.map((column) => column.name);
  const values = rows.map((row) => sql`(${sql.join(names.map((name) => row[name] ?? null))})`);
  const list = sql.join(names.map((name) => sql.ref(name)));
  await sql`insert into ${sql.table(table)} (${list}) values ${sql.join(values)}`.execute(tx);
}
