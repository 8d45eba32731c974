import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Write } from "../sql/apply-write.ts";
import { toStoreError } from "../store-failure.ts";
import { openSqliteStore } from "./sqlite-store.ts";
import { type StartThread, threadWriter } from "./thread-writer.ts";

let folder: string;
let path: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "postel-thread-"));
  path = join(folder, "registry.sqlite");
  await (await openSqliteStore(folder)).close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const setting = (subject: string): Write => ({
  kind: "setting",
  content: { context: ".", subject, name: "mode", value: "READONLY", at: 1, actor: "somebody" },
});

/** A writer whose thread the test holds, and what it said of its end. */
function heldWriter() {
  const threads: Worker[] = [];
  const said: string[] = [];
  const start: StartThread = (file) => {
    const thread = new Worker(new URL("./writer-thread.ts", import.meta.url), { workerData: file });
    threads.push(thread);
    return thread;
  };
  const writer = threadWriter(
    path,
    () => {},
    (error) => said.push(error.message),
    start,
  );
  return { writer, said, kill: async () => void (await Promise.all(threads.map((thread) => thread.terminate()))) };
}

it("ends quietly when it is closed, after what it was given", async () => {
  const { writer, said } = heldWriter();
  const writes = Promise.all(["a", "b", "c"].map((subject) => writer.submit(setting(subject))));
  await writer.close();
  await writes;
  expect(said).toEqual([]);
  expect(writer.queued()).toBe(0);
});

it("rejects what waits and what comes when its thread dies, and says so once", async () => {
  const { writer, said, kill } = heldWriter();
  await writer.submit(setting("first"));
  expect(writer.isAlive()).toBe(true);
  const waiting = Promise.allSettled(Array.from({ length: 200 }, (_, at) => writer.submit(setting(`s${at}`))));
  await kill();
  const reasons = (await waiting).flatMap((each) => (each.status === "rejected" ? [String(each.reason)] : []));
  expect(reasons.length).toBeGreaterThan(0);
  expect(new Set(reasons)).toEqual(new Set([expect.stringContaining("the writer thread has ended: exit status 1")]));
  expect([writer.isAlive(), writer.queued(), said.length]).toEqual([false, 0, 1]);
  const later = await writer.submit(setting("later")).catch(toStoreError);
  expect(later).toMatchObject({ code: "STORE_UNAVAILABLE", message: expect.stringContaining("restart") });
  await writer.close();
  const store = await openSqliteStore(folder);
  expect(await store.subjects.settingsIn(".", "mode")).toContain("first");
  await store.close();
});

it("says what its thread threw", async () => {
  const said: string[] = [];
  const start: StartThread = () => new Worker("throw new Error('no memory left')", { eval: true });
  const writer = threadWriter(
    path,
    () => {},
    (error) => said.push(error.message),
    start,
  );
  await expect(writer.submit(setting("a"))).rejects.toThrow("no memory left");
  await writer.close();
  expect(said).toEqual([expect.stringContaining("no memory left")]);
});

it("refuses what cannot be sent to the thread, and keeps nothing of it", async () => {
  const { writer } = heldWriter();
  const odd = { kind: "setting", content: () => {} } as unknown as Write;
  await expect(writer.submit(odd)).rejects.toThrow(/could not be cloned/);
  expect([writer.queued(), writer.isAlive()]).toEqual([0, true]);
  await writer.close();
});
