import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Transaction } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Handle, openDatabase } from "../sqlite/open-database.ts";
import { openSqliteStore } from "../sqlite/sqlite-store.ts";
import { type GroupCommit, groupCommit } from "./group-commit.ts";
import { columnTypes, migrate } from "./migrations.ts";
import type { Tables } from "./tables.ts";

/** Inserts a counter; `broken` fails after it has written. */
async function insert(tx: Transaction<Tables>, name: string): Promise<string> {
  await tx.insertInto("counter").values({ name, value: 1 }).execute();
  if (name.startsWith("broken")) throw new Error(name);
  return name;
}

describe("writes that come together", () => {
  let database: Handle;
  let groups: number[];
  let writes: GroupCommit<string, string>;
  beforeEach(async () => {
    database = await openDatabase(":memory:");
    await migrate(database.db, columnTypes.sqlite);
    groups = [];
    writes = groupCommit(database.db, insert, (count) => groups.push(count));
  });
  afterEach(() => database.close());

  const stored = async () =>
    (await database.db.selectFrom("counter").select("name").orderBy("name").execute()).map((row) => row.name);

  it("share one commit, up to 64 of them, and keep their order", async () => {
    const names = Array.from({ length: 150 }, (_, at) => `n${String(at).padStart(3, "0")}`);
    const settled: string[] = [];
    const all = names.map((name) => writes.submit(name).then((done) => settled.push(done)));
    expect(writes.queued()).toBe(150);
    await Promise.all(all);
    expect(groups).toEqual([64, 64, 22]);
    expect(settled).toEqual(names);
    expect(await stored()).toEqual(names);
    expect(writes.queued()).toBe(0);
  });

  it("fail alone", async () => {
    const outcomes = await Promise.allSettled(["a", "broken b", "c", "a", "d"].map((name) => writes.submit(name)));
    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      ...["fulfilled", "rejected", "fulfilled", "rejected", "fulfilled"],
    ]);
    expect(await stored()).toEqual(["a", "c", "d"]);
    expect(groups).toEqual([5]);
  });

  it("fail together when the commit fails, and the next ones are carried out", async () => {
    const refusing = groupCommit(
      database.db,
      insert,
      () => {},
      async () => {
        if (groups.length === 0) throw new Error("no lock");
      },
    );
    const outcomes = await Promise.allSettled(["a", "b"].map((name) => refusing.submit(name)));
    expect(outcomes.map((outcome) => outcome.status)).toEqual(["rejected", "rejected"]);
    groups.push(1);
    expect(await refusing.submit("a")).toBe("a");
    expect(await stored()).toEqual(["a"]);
  });

  it("are all settled when it is drained, and those that came meanwhile, too", async () => {
    let later: Promise<string> | undefined;
    const first = writes.submit("a").then(() => {
      later = writes.submit("b");
    });
    await writes.drain();
    await first;
    await writes.drain();
    expect(writes.queued()).toBe(0);
    expect(await later).toBe("b");
    expect(await stored()).toEqual(["a", "b"]);
  });
});

it("share commits across the thread that writes: one flush to disk serves many writers", async () => {
  const folder = mkdtempSync(join(tmpdir(), "postel-group-"));
  const groups: number[] = [];
  const store = await openSqliteStore(folder, (count) => groups.push(count));
  const register = (at: number) =>
    store.subjects.register({
      ...{ context: ".", subject: `s${at}`, guid: `g${at}`, text: "", descriptor: new Uint8Array(), references: [] },
      ...{ metadata: "", seen: { highest: 0, live: 0 }, at: 1, actor: "somebody" },
    });
  await Promise.all(Array.from({ length: 32 }, (_, at) => register(at)));
  expect(groups.reduce((sum, count) => sum + count, 0)).toBe(32);
  expect(groups.length).toBeLessThan(16);
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});
