import { createHash } from "node:crypto";
import { type Kysely, sql, type Transaction } from "kysely";
import { RegistryError } from "../../errors.ts";
import { layoutOf } from "../sql/migrations.ts";
import { contentDigest } from "../sql/put-content.ts";
import { type TableKey, tableList } from "../sql/table-list.ts";
import type { Tables } from "../sql/tables.ts";
import { type BackupHeader, encodeRow, encodeTrailer, type Row } from "./backup-format.ts";

/** Rows that are read at once; of content, whose rows may be as big as a request, fewer. */
const PAGE = 500;
const CONTENT_PAGE = 8;

/**
 * The lines of a backup: all tables as they were at one moment, whoever writes meanwhile. `at` is in milliseconds since 1970. Throws
 * RegistryError STORE_DAMAGED when stored bytes have changed.
 */
export async function* backupLines(db: Kysely<Tables>, at: number): AsyncGenerator<string> {
  const tx = await db.startTransaction().setIsolationLevel("repeatable read").execute();
  try {
    const layout = await layoutOf(tx);
    if (layout === undefined) throw new RegistryError("STORE_DAMAGED", { what: "the list of migrations is missing" });
    const hash = createHash("sha256");
    const rows: Record<string, number> = {};
    const header = { format: "postel-backup", version: 1, layout, createdAt: at } satisfies BackupHeader;
    yield hashed(hash, `${JSON.stringify(header)}\n`);
    for (const table of await tablesIn(tx)) {
      for await (const row of rowsOf(tx, table)) {
        rows[table.name] = (rows[table.name] ?? 0) + 1;
        yield hashed(hash, encodeRow(table.name, row));
      }
    }
    yield encodeTrailer(rows, hash.digest("hex"));
  } finally {
    await tx.rollback().execute();
  }
}

function hashed(hash: { update(text: string): unknown }, line: string): string {
  hash.update(line);
  return line;
}

/** The tables that this layout has. */
async function tablesIn(tx: Transaction<Tables>): Promise<TableKey[]> {
  const names = new Set((await tx.introspection.getTables()).map((table) => table.name));
  return tableList.filter((table) => names.has(table.name));
}

async function* rowsOf(tx: Transaction<Tables>, { name, key }: TableKey): AsyncGenerator<Row> {
  const size = name === "content" ? CONTENT_PAGE : PAGE;
  const columns = sql.join(key.map((column) => sql.ref(column)));
  let after = sql``;
  for (;;) {
    const query = sql<Row>`select * from ${sql.table(name)} ${after} order by ${columns} limit ${sql.lit(size)}`;
    const { rows } = await query.execute(tx);
    if (name === "content") rows.forEach(checkContent);
    yield* rows;
    const last = rows.at(-1);
    if (rows.length < size || last === undefined) return;
    after = sql`where (${columns}) > (${sql.join(key.map((column) => last[column]))})`;
  }
}

function checkContent({ digest, bytes }: Row): void {
  if (contentDigest(bytes as Uint8Array) !== digest)
    throw new RegistryError("STORE_DAMAGED", { what: `the bytes of content ${digest} have changed` });
}
