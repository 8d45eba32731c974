import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { RegistryError } from "../../errors.ts";
import { layouts } from "../sql/migrations.ts";
import { tableList } from "../sql/table-list.ts";
import { type BackupHeader, decodeHeader, decodeRow, encodeTrailer, isTrailer, type Row } from "./backup-format.ts";

/** A row of a backup. */
export interface BackupRow {
  readonly table: string;
  readonly row: Row;
}

/** Longest line, in bytes: the biggest request in base64, and room. */
const LONGEST_LINE = 256 * 1024 * 1024;
const TABLES = new Set(tableList.map((table) => table.name));

/**
 * Reads a backup from the beginning: first its header, then its rows; only when it ends without an error is it whole. Throws RegistryError
 * BACKUP_DAMAGED or BACKUP_NEWER.
 */
export async function* readBackup(file: string): AsyncGenerator<BackupHeader | BackupRow> {
  const damaged = (reason: string) => new RegistryError("BACKUP_DAMAGED", { file, reason });
  const hash = createHash("sha256");
  const rows: Record<string, number> = {};
  let header: BackupHeader | undefined;
  let ended = false;
  let number = 0;
  for await (const line of linesOf(file, damaged)) {
    number++;
    if (ended) throw damaged(`line ${number} comes after the end`);
    const parsed = parse(line);
    if (header === undefined) {
      header = decodeHeader(parsed);
      if (header === undefined) throw damaged("it does not begin as a backup does");
      if (!layouts.includes(header.layout)) throw new RegistryError("BACKUP_NEWER", { file, layout: header.layout });
      yield header;
    } else {
      ended = isTrailer(parsed);
      if (!ended) yield counted(rows, decodeRow(parsed), () => damaged(`line ${number} is no row`));
      else if (`${line}\n` !== encodeTrailer(rows, hash.digest("hex")))
        throw damaged("its checksum does not fit its content");
    }
    if (!ended) hash.update(line).update("\n");
  }
  if (!ended) throw damaged("it is cut off");
}

function counted(rows: Record<string, number>, row: BackupRow | undefined, damaged: () => Error): BackupRow {
  if (row === undefined || !TABLES.has(row.table)) throw damaged();
  rows[row.table] = (rows[row.table] ?? 0) + 1;
  return row;
}

function parse(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString());
  } catch {
    return undefined;
  }
}

/** Lines without their ends. A file that cannot be read, or whose last line has no end, is damaged. */
async function* linesOf(file: string, damaged: (reason: string) => Error): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunksOf(file, damaged)) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      yield Buffer.concat([...rest, chunk.subarray(start, end)]);
      start = end + 1;
      rest = [];
      length = 0;
    }
    rest.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > LONGEST_LINE) throw damaged("it has a line that no backup has");
  }
  if (length > 0) throw damaged("it is cut off");
}

async function* chunksOf(file: string, damaged: (reason: string) => Error): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(file, { highWaterMark: 1024 * 1024 });
  } catch (cause) {
    throw damaged(cause instanceof Error ? cause.message : String(cause));
  }
}
