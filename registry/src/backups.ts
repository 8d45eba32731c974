import { open, rename, rm, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { RegistryError } from "./errors.ts";
import type { StorePlace } from "./open-store.ts";
import { openTables } from "./open-tables.ts";
import type { BackupHeader } from "./store/backup/backup-format.ts";
import { backupLines } from "./store/backup/backup-lines.ts";
import { type BackupRow, readBackup } from "./store/backup/read-backup.ts";
import { restoreBackup } from "./store/backup/restore-backup.ts";

/** What a backup holds. */
export interface BackupSummary {
  /** Bytes of the file. */
  readonly size: number;
  /** Name of the layout of the store that it was made from. */
  readonly layout: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Rows by table, such as `release`. */
  readonly rows: Readonly<Record<string, number>>;
}

/**
 * Writes all that a registry stores to a new file, as it is at one moment, while the registry goes on. Throws RegistryError FILE_EXISTS,
 * FILE_UNWRITABLE, STORE_DAMAGED, FOLDER_UNUSABLE, DATABASE_UNUSABLE or NO_STORE.
 */
export async function backUp(place: StorePlace, file: string): Promise<BackupSummary> {
  if (await exists(file)) throw new RegistryError("FILE_EXISTS", { file });
  const tables = await openTables(place, { readOnly: true });
  const draft = `${file}.${process.pid}.tmp`;
  try {
    await writeDurably(draft, file, backupLines(tables.db, Date.now()));
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
    await tables.close();
  }
  return checkBackup(file);
}

/** Reads a backup to its end. Throws RegistryError BACKUP_DAMAGED or BACKUP_NEWER when it cannot be restored. */
export async function checkBackup(file: string): Promise<BackupSummary> {
  const rows: Record<string, number> = {};
  let header: BackupHeader | undefined;
  for await (const part of readBackup(file))
    if ("table" in part) rows[part.table] = (rows[part.table] ?? 0) + 1;
    else header = part;
  const { size } = await stat(file);
  return { size, layout: header?.layout ?? "", createdAt: header?.createdAt ?? 0, rows };
}

/**
 * Puts a backup into an empty store, ids kept, all or nothing. Throws RegistryError BACKUP_DAMAGED, BACKUP_NEWER, STORE_NOT_EMPTY,
 * FOLDER_UNUSABLE, DATABASE_UNUSABLE or NO_STORE.
 */
export async function restore(place: StorePlace, file: string): Promise<BackupSummary> {
  const summary = await checkBackup(file);
  const tables = await openTables(place, { readOnly: false });
  try {
    await restoreBackup(tables, summary.layout, rowsOf(file));
  } finally {
    await tables.close();
  }
  return summary;
}

async function* rowsOf(file: string): AsyncGenerator<BackupRow> {
  for await (const part of readBackup(file)) if ("table" in part) yield part;
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

const FILE_CALLS = new Set<unknown>(["open", "write", "writev", "fsync", "close"]);

/** Tokens' hashes are in it: only its owner may read it. */
async function writeDurably(draft: string, file: string, lines: AsyncIterable<string>): Promise<void> {
  try {
    const handle = await open(draft, "wx", 0o600);
    await pipeline(lines, handle.createWriteStream({ flush: true }));
  } catch (cause) {
    if (!(cause instanceof Error && "syscall" in cause && FILE_CALLS.has(cause.syscall))) throw cause;
    throw new RegistryError("FILE_UNWRITABLE", { file, reason: cause.message }, cause);
  }
}
