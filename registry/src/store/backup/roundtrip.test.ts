import { PGlite } from "@electric-sql/pglite";
import fc from "fast-check";
import { Kysely, PGliteDialect } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arbitraryWrites, doAll } from "../../testing-support/arbitrary-writes.ts";
import { contentOf, memoryTables } from "../../testing-support/memory-tables.ts";
import { inProcessWriter } from "../sql/in-process-writer.ts";
import { columnTypes, layouts, migrate } from "../sql/migrations.ts";
import { sqlStore } from "../sql/sql-store.ts";
import { tableList } from "../sql/table-list.ts";
import type { Tables } from "../sql/tables.ts";
import { openDatabase } from "../sqlite/open-database.ts";
import { decodeRow } from "./backup-format.ts";
import { backupLines } from "./backup-lines.ts";
import type { BackupRow } from "./read-backup.ts";
import { restoreBackup, type Target } from "./restore-backup.ts";

const LATEST = layouts.at(-1) ?? "";

async function* rowsOf(db: Kysely<Tables>): AsyncGenerator<BackupRow> {
  for await (const line of backupLines(db, 0)) {
    const row = decodeRow(JSON.parse(line));
    if (row !== undefined) yield row;
  }
}

async function sqliteTarget() {
  const { db, close } = await openDatabase(":memory:");
  return { name: "memory", db, types: columnTypes.sqlite, close };
}

describe("a restored store", () => {
  const pglite = new PGlite();
  const postgres = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
  beforeAll(() => pglite.waitReady, 60_000);
  afterAll(() => postgres.destroy());

  it("holds the same and goes on with the same ids, whatever was written", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryWrites, arbitraryWrites, async (before, after) => {
        const source = await memoryTables();
        await doAll(source.store, before);
        const target = await sqliteTarget();
        await restoreBackup(target, LATEST, rowsOf(source.db));
        expect(await contentOf(target.db)).toBe(await contentOf(source.db));
        const restored = sqlStore(
          target.db,
          inProcessWriter(target.db, () => {}),
          target.close,
        );
        await doAll(source.store, after, 1_000);
        await doAll(restored, after, 1_000);
        expect(await contentOf(target.db)).toBe(await contentOf(source.db));
        await source.store.close();
        await restored.close();
      }),
      { numRuns: 40 },
    );
  });

  it("holds the same on the other database, and back", async () => {
    const types = columnTypes.postgres;
    await fc.assert(
      fc.asyncProperty(arbitraryWrites, async (writes) => {
        const source = await memoryTables();
        await doAll(source.store, writes);
        await pglite.exec("drop schema public cascade; create schema public");
        await restoreBackup({ name: "PGlite", db: postgres, types }, LATEST, rowsOf(source.db));
        const back = await sqliteTarget();
        await restoreBackup(back, LATEST, rowsOf(postgres));
        expect(await contentOf(postgres)).toBe(await contentOf(source.db));
        expect(await contentOf(back.db)).toBe(await contentOf(source.db));
        await source.store.close();
        await back.close();
      }),
      { numRuns: 8 },
    );
  });
});

describe("a backup", () => {
  it("has all tables that there are", async () => {
    const { db, store } = await memoryTables();
    const tables = await db.introspection.getTables();
    expect(tableList.map((table) => table.name).sort()).toEqual(tables.map((table) => table.name).sort());
    await store.close();
  });

  it("is refused when stored bytes have changed", async () => {
    const { db, store } = await memoryTables();
    await db
      .insertInto("content")
      .values({ digest: `sha256:${"0".repeat(64)}`, bytes: new Uint8Array([1]) })
      .execute();
    await expect(contentOf(db)).rejects.toMatchObject({ code: "STORE_DAMAGED" });
    expect(await store.moduleNames("", 1)).toEqual([]);
    await store.close();
  });
});

describe("a restore", () => {
  const release = { table: "module", row: { id: 1, name: "shop/orders", created_at: 7 } };
  const rows = async function* (...all: BackupRow[]) {
    yield* all;
  };
  const inTarget = async (act: (target: Target) => Promise<void>) => {
    const target = await sqliteTarget();
    await act(target);
    await target.close();
  };

  it.each(layouts)("takes a backup of layout %s and brings it up to date", (layout) =>
    inTarget(async (target) => {
      await restoreBackup(target, layout, rows(release));
      const { store } = {
        store: sqlStore(
          target.db,
          inProcessWriter(target.db, () => {}),
          async () => {},
        ),
      };
      expect(await store.moduleNames("", 2)).toEqual(["shop/orders"]);
      expect(await store.usage.list()).toEqual([]);
    }),
  );

  it.each(layouts)("into an empty store of the newest layout takes a backup of layout %s, too", (layout) =>
    inTarget(async (target) => {
      await migrate(target.db, target.types);
      await restoreBackup(target, layout, rows(release));
      expect(await target.db.selectFrom("module").selectAll().execute()).toEqual([release.row]);
    }),
  );

  it.each(layouts)("changes nothing in a store of layout %s that holds anything", (layout) =>
    inTarget(async (target) => {
      await migrate(target.db, target.types, layout);
      await target.db.insertInto("counter").values({ name: "audit", value: 1 }).execute();
      const before = await contentOf(target.db);
      for (const other of layouts)
        await expect(restoreBackup(target, other, rows(release))).rejects.toMatchObject({ code: "STORE_NOT_EMPTY" });
      expect(await contentOf(target.db)).toBe(before);
    }),
  );

  it("leaves nothing behind when it fails half-way", () =>
    inTarget(async (target) => {
      const failing = (async function* () {
        yield release;
        throw new Error("the disk is gone");
      })();
      await expect(restoreBackup(target, LATEST, failing)).rejects.toThrow("the disk is gone");
      expect(await target.db.selectFrom("module").selectAll().execute()).toEqual([]);
      await restoreBackup(target, LATEST, rows(release));
    }));
});
