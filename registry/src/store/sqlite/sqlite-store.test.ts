import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { auditContract } from "../audit.contract.ts";
import { commitStoreContract } from "../commit-store.contract.ts";
import { packageStoreContract } from "../package-store.contract.ts";
import { sampleStoreContract } from "../sample-store.contract.ts";
import { storeContract } from "../store.contract.ts";
import { subjectStoreContract } from "../subject-store.contract.ts";
import { tokenStoreContract } from "../token-store.contract.ts";
import { openMemoryStore, openSqliteStore } from "./sqlite-store.ts";

const root = mkdtempSync(join(tmpdir(), "postel-store-"));
afterAll(() => {
  chmodSync(root, 0o700);
  rmSync(root, { recursive: true, force: true });
});

let folders = 0;
const folder = () => join(root, String(folders++));

for (const contract of [
  storeContract,
  subjectStoreContract,
  packageStoreContract,
  commitStoreContract,
  tokenStoreContract,
  sampleStoreContract,
  auditContract,
]) {
  contract("an SQLite file", () => openSqliteStore(folder()));
  contract("SQLite in memory", openMemoryStore);
}

it("keeps everything over a restart", async () => {
  const path = folder();
  const first = await openSqliteStore(path);
  await first.close();
  const second = await openSqliteStore(path);
  expect(await second.moduleNames("", 1)).toEqual([]);
  await second.close();
});

it("says why a folder cannot be used", async () => {
  const file = join(root, "file");
  writeFileSync(file, "");
  await expect(openSqliteStore(file)).rejects.toMatchObject({ code: "FOLDER_UNUSABLE" });
  const path = folder();
  await (await openSqliteStore(path)).close();
  writeFileSync(join(path, "registry.sqlite"), "this is no database, not at all; it is only text".repeat(100));
  await expect(openSqliteStore(path)).rejects.toThrow(/cannot hold the registry's data \(.*not a database\)/);
});
