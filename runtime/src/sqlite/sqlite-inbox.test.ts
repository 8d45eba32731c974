import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import { isRuntimeError } from "../errors.ts";
import { inboxContract } from "../port/inbox.contract.ts";
import { createSqliteInbox } from "./sqlite-inbox.ts";

inboxContract("SQLite", () => {
  const database = new DatabaseSync(":memory:");
  database.exec("CREATE TABLE written (value TEXT)");
  let now = 0;
  return {
    inbox: createSqliteInbox({ database, clock: () => now }),
    write: (transaction, value) => void transaction.prepare("INSERT INTO written VALUES (?)").run(value),
    written: () =>
      database
        .prepare("SELECT value FROM written ORDER BY rowid")
        .all()
        .map((row) => String(row.value)),
    setTime: (time) => {
      now = time;
    },
    close: () => database.close(),
  };
});

describe("SQLite inbox", () => {
  function twoConnections() {
    const folder = mkdtempSync(join(tmpdir(), "postel-inbox-"));
    const path = join(folder, "inbox.db");
    const connections = [new DatabaseSync(path), new DatabaseSync(path)] as const;
    onTestFinished(() => {
      for (const connection of connections) connection.close();
      rmSync(folder, { recursive: true });
    });
    return connections;
  }

  it("waits for another process without blocking this one", async () => {
    const [mine, theirs] = twoConnections();
    theirs.exec("BEGIN IMMEDIATE");
    const waiting = createSqliteInbox({ database: mine }).process("c", "1", async () => "done");
    await new Promise((resume) => setTimeout(resume, 30));
    theirs.exec("COMMIT");
    expect(await waiting).toEqual({ kind: "done", value: "done" });
  });

  it("gives up when it is not let in, and works again afterwards", async () => {
    const [mine, theirs] = twoConnections();
    const inbox = createSqliteInbox({ database: mine, busyTimeout: 10 });
    theirs.exec("BEGIN IMMEDIATE");
    const refused = await inbox.process("c", "1", async () => "x").catch((error: unknown) => error);
    expect(isRuntimeError(refused) && refused.code).toBe("INBOX_BUSY");
    theirs.exec("ROLLBACK");
    expect((await inbox.process("c", "1", async () => "x")).kind).toBe("done");
  });

  it("does an event once between two processes", async () => {
    const [mine, theirs] = twoConnections();
    const outcomes = await Promise.all(
      [mine, theirs].map((database) =>
        createSqliteInbox({ database }).process("c", "1", async () => new Promise((resume) => setTimeout(resume, 5))),
      ),
    );
    expect(outcomes.map((outcome) => outcome.kind).sort()).toEqual(["done", "duplicate"]);
  });

  it("passes other errors on at once", async () => {
    const database = new DatabaseSync(":memory:");
    database.exec("CREATE TABLE postel_inbox (other TEXT)");
    await expect(createSqliteInbox({ database }).process("c", "1", async () => "x")).rejects.toThrow(/postel_inbox/);
    database.close();
  });
});
