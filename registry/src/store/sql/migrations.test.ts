import { PGlite } from "@electric-sql/pglite";
import fc from "fast-check";
import { Kysely, PGliteDialect } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { arbitraryWrites, doAll } from "../../testing-support/arbitrary-writes.ts";
import { contentOf, memoryTables } from "../../testing-support/memory-tables.ts";
import { decodeRow } from "../backup/backup-format.ts";
import { backupLines } from "../backup/backup-lines.ts";
import type { BackupRow } from "../backup/read-backup.ts";
import { insertRows } from "../backup/restore-backup.ts";
import { openDatabase } from "../sqlite/open-database.ts";
import { columnTypes, layoutOf, layouts, migrate } from "./migrations.ts";
import type { Tables } from "./tables.ts";

const LATEST = layouts.at(-1) ?? "";
const pglite = new PGlite();
const postgres = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
beforeAll(() => pglite.waitReady, 60_000);
beforeEach(async () => void (await pglite.exec("drop schema public cascade; create schema public")));
afterAll(() => postgres.destroy());

/** The rows that a database of this layout could hold: those of its tables, with those of its columns. */
async function rowsFor(db: Kysely<Tables>, old: Kysely<Tables>): Promise<BackupRow[]> {
  const tables = new Map((await old.introspection.getTables()).map((table) => [table.name, table.columns]));
  const rows: BackupRow[] = [];
  for await (const line of backupLines(db, 0)) {
    const found = decodeRow(JSON.parse(line));
    const columns = tables.get(found?.table ?? "");
    if (found === undefined || columns === undefined) continue;
    const kept = columns.map(({ name }) => [name, found.row[name] ?? null] as const);
    rows.push({ table: found.table, row: Object.fromEntries(kept) });
  }
  return rows;
}

/** Lines of the tables that there were before, so that new ones may be filled by a migration. */
const linesOf = (content: string, rows: readonly BackupRow[]) => {
  const tables = new Set(rows.map((row) => row.table));
  return content
    .split("\n")
    .filter((line) => tables.has(decodeRow(line === "" ? undefined : JSON.parse(line))?.table ?? ""));
};

describe.each(layouts)("from layout %s", (layout) => {
  it("keeps everything that an SQLite file and a PostgreSQL database hold", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryWrites, async (acts) => {
        await pglite.exec("drop schema public cascade; create schema public");
        const { db, close } = await openDatabase(":memory:");
        const source = await memoryTables();
        await doAll(source.store, acts);
        for (const [target, types] of [
          [db, columnTypes.sqlite],
          [postgres, columnTypes.postgres],
        ] as const) {
          await migrate(target, types, layout);
          const rows = await rowsFor(source.db, target);
          await target.transaction().execute((tx) => insertRows(tx, rows));
          await migrate(target, types);
          expect(linesOf(await contentOf(target), rows)).toEqual(linesOf(await contentOf(source.db), rows));
        }
        await close();
        await source.store.close();
      }),
      { numRuns: 3 },
    );
  });
});

it("does nothing when there is nothing to do, and names the layout", async () => {
  expect(await layoutOf(postgres)).toBeUndefined();
  for (const layout of layouts) {
    await migrate(postgres, columnTypes.postgres, layout);
    expect(await layoutOf(postgres)).toBe(layout);
  }
  await migrate(postgres, columnTypes.postgres);
  expect(await layoutOf(postgres)).toBe(LATEST);
});

it("is done whole or not at all", async () => {
  const { db, close } = await openDatabase(":memory:");
  await migrate(db, columnTypes.sqlite, layouts[0]);
  await db.schema.createTable("subject_setting").addColumn("in_the_way", "text").execute();
  await expect(migrate(db, columnTypes.sqlite)).rejects.toThrow(/already exists/);
  expect(await layoutOf(db)).toBe(layouts[0]);
  const names = (await db.introspection.getTables()).map((table) => table.name);
  expect(names).not.toContain("subject_schema");
  await db.schema.dropTable("subject_setting").execute();
  await migrate(db, columnTypes.sqlite);
  expect(await layoutOf(db)).toBe(LATEST);
  await close();
});
