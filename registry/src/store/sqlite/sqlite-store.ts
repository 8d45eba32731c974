import { accessSync, constants, mkdirSync } from "node:fs";
import { join } from "node:path";
import { Kysely } from "kysely";
import { RegistryError } from "../../errors.ts";
import { applyWrite } from "../sql/apply-write.ts";
import { groupCommit } from "../sql/group-commit.ts";
import { columnTypes, migrate } from "../sql/migrations.ts";
import { sqlStore, type Writer } from "../sql/sql-store.ts";
import type { Tables } from "../sql/tables.ts";
import type { Store } from "../store.ts";
import { NodeSqliteDialect } from "./node-sqlite-dialect.ts";

const FILE = "registry.sqlite";

/** WAL lets readers go on while a write commits; FULL puts each commit on disk before it is acknowledged. */
const PRAGMAS =
  "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 5000;";

/** Opens, and creates where it is missing, the registry in `folder/registry.sqlite`. Throws RegistryError FOLDER_UNUSABLE. */
export async function openSqliteStore(folder: string): Promise<Store> {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
    const path = join(folder, FILE);
    const writer = await open(path);
    await migrate(writer.db, columnTypes.sqlite).catch(async (reason) => {
      await writer.close();
      throw reason;
    });
    const reader = await open(path);
    return sqlStore(reader.db, inProcessWriter(writer), reader.close);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RegistryError("FOLDER_UNUSABLE", { folder, reason }, cause);
  }
}

/** Opens an empty registry that lives in memory. */
export async function openMemoryStore(): Promise<Store> {
  const handle = await open(":memory:");
  await migrate(handle.db, columnTypes.sqlite);
  return sqlStore(handle.db, inProcessWriter({ ...handle, close: async () => {} }), handle.close);
}

interface Handle {
  readonly db: Kysely<Tables>;
  readonly close: () => Promise<void>;
}

function inProcessWriter({ db, close }: Handle): Writer {
  const writes = groupCommit(db, applyWrite);
  return {
    submit: writes.submit,
    close: async () => {
      await writes.drain();
      await close();
    },
  };
}

async function open(path: string): Promise<Handle> {
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(path);
  try {
    database.exec(PRAGMAS);
  } catch (reason) {
    database.close();
    throw reason;
  }
  const db = new Kysely<Tables>({ dialect: new NodeSqliteDialect(database) });
  return {
    db,
    // Kysely closes a database only if it was used.
    close: async () => {
      await db.destroy();
      if (database.isOpen) database.close();
    },
  };
}
