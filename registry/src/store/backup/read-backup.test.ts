import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { backUp, checkBackup, restore } from "../../backups.ts";
import { contentOf, memoryTables } from "../../testing-support/memory-tables.ts";
import { openSqliteStore } from "../sqlite/sqlite-store.ts";

const folder = mkdtempSync(join(tmpdir(), "postel-backup-"));
const file = join(folder, "sound.postel");
const broken = join(folder, "broken.postel");
let whole: Buffer;

beforeAll(async () => {
  const { db, store } = await memoryTables();
  const { samples } = store;
  const sample = (at: number) => ({
    event: "a.B",
    name: `ü${at}`,
    schemaDigest: "d",
    data: new Uint8Array([at, 10, 13]),
  });
  await samples.add({ samples: [1, 2, 3].map(sample), at: 1, actor: "somebody" });
  whole = Buffer.from(await contentOf(db));
  await store.close();
  writeFileSync(file, whole);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const check = (content: Uint8Array) => {
  writeFileSync(broken, content);
  return checkBackup(broken);
};

it("reads a whole backup", async () => {
  expect(await checkBackup(file)).toMatchObject({
    ...{ size: whole.length, createdAt: 0 },
    rows: { sample: 3, content: 3, audit: 1 },
  });
});

it("refuses a backup that is cut anywhere", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), async (length) => {
      await expect(check(whole.subarray(0, length))).rejects.toMatchObject({ code: "BACKUP_DAMAGED" });
    }),
    { examples: [[0], [1], [whole.length - 1]], numRuns: 150 },
  );
});

it("refuses a backup with a flipped bit, wherever it is", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), async (at, bit) => {
      const copy = Buffer.from(whole);
      copy.writeUInt8(copy.readUInt8(at) ^ (1 << bit), at);
      await expect(check(copy)).rejects.toMatchObject({ code: expect.stringMatching(/^BACKUP_(DAMAGED|NEWER)$/) });
    }),
    { numRuns: 150 },
  );
});

it("refuses lines that are lost, doubled or in other order, and anything after the end", async () => {
  const lines = whole.toString().split(/(?<=\n)/);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(lines), async (some) => {
      fc.pre(some.join("") !== whole.toString());
      await expect(check(Buffer.from(some.join("")))).rejects.toMatchObject({ code: "BACKUP_DAMAGED" });
    }),
    { numRuns: 60 },
  );
  for (const after of ["\n", "{}", lines.at(-1) ?? "", lines[1] ?? ""])
    await expect(check(Buffer.concat([whole, Buffer.from(after)]))).rejects.toMatchObject({ code: "BACKUP_DAMAGED" });
});

it.each([
  ["a file that is not there", join(folder, "nowhere")],
  ["a folder", folder],
])("says that it cannot read %s", async (_, path) => {
  await expect(checkBackup(path)).rejects.toMatchObject({ code: "BACKUP_DAMAGED" });
});

it("says which postel restores a backup of the future", async () => {
  const text = whole.toString().replace(/"layout":"[^"]*"/, '"layout":"9999_future"');
  await expect(check(Buffer.from(text))).rejects.toThrow(/made by a newer postel \(layout 9999_future\)/);
});

it("does not touch a store when the backup is damaged", async () => {
  const dataDir = join(folder, "target");
  writeFileSync(broken, whole.subarray(0, -3));
  await expect(restore({ dataDir }, broken)).rejects.toMatchObject({ code: "BACKUP_DAMAGED" });
  await restore({ dataDir }, file);
  const store = await openSqliteStore(dataDir);
  expect(await store.samples.after(["a.B"], 0, 10)).toHaveLength(3);
  await store.close();
});

it("takes a backup of a folder, which only its owner may read, and never overwrites one", async () => {
  const place = { dataDir: join(folder, "target") };
  const copy = join(folder, "copy.postel");
  const { rows } = await backUp(place, copy);
  expect(statSync(copy).mode & 0o777).toBe(0o600);
  expect(rows).toMatchObject({ sample: 3 });
  const content = (path: string) => readFileSync(path, "utf8").split("\n").slice(1, -2);
  expect(content(copy)).toEqual(content(file));
  await expect(backUp(place, copy)).rejects.toMatchObject({ code: "FILE_EXISTS" });
  await expect(restore(place, copy)).rejects.toMatchObject({ code: "STORE_NOT_EMPTY" });
  await expect(backUp(place, join(folder, "none/x"))).rejects.toMatchObject({ code: "FILE_UNWRITABLE" });
  await expect(backUp({ dataDir: join(folder, "none") }, join(folder, "x"))).rejects.toMatchObject({
    code: "FOLDER_UNUSABLE",
  });
  await expect(backUp({}, join(folder, "x"))).rejects.toMatchObject({ code: "NO_STORE" });
});
