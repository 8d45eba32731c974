import { PGlite } from "@electric-sql/pglite";
import { Kysely, PGliteDialect } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { memoryTables } from "../../testing-support/memory-tables.ts";
import { columnTypes, migrate } from "./migrations.ts";
import { prepared } from "./prepared.ts";
import type { Tables } from "./tables.ts";

let built = 0;
const insert = prepared((db, name: string, value: number) =>
  db.insertInto("counter").values({ name, value }).returning("name"),
);
const named = prepared((db, first: string, least: number, again: string) => {
  built++;
  return db
    .selectFrom("counter")
    .selectAll()
    .where("name", ">=", first)
    .where("value", ">=", least)
    .where("value", "!=", 99)
    .where("name", "<=", again)
    .orderBy("name");
});

const pglite = new PGlite();
const postgres = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
beforeAll(() => migrate(postgres, columnTypes.postgres), 60_000);
afterAll(() => postgres.destroy());

it("puts arguments where they belong, also twice, in transactions and on both kinds of databases", async () => {
  const memory = await memoryTables();
  for (const db of [memory.db, postgres]) {
    for (const [at, name] of ["a", "b", "__proto__", "'; --", "d"].entries()) await insert(db, name, at);
    await insert(db, "c", 99);
    expect(await named(db, "a", 1, "d")).toEqual([
      { name: "b", value: 1 },
      { name: "d", value: 4 },
    ]);
    expect(await named(db, "'", 0, "'~")).toEqual([{ name: "'; --", value: 3 }]);
    await db.transaction().execute(async (tx) => {
      await insert(tx, "e", 5);
      expect(await named(tx, "d", 5, "e")).toEqual([{ name: "e", value: 5 }]);
    });
  }
  expect(built).toBe(2);
  await memory.store.close();
});
