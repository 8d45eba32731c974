/** First line of a backup. */
export interface BackupHeader {
  readonly format: "postel-backup";
  readonly version: 1;
  /** Name of the last migration of the store that it was made from. */
  readonly layout: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** Last line of a backup: how many rows each table has, tables without rows left out, and the SHA-256 of all lines before in hexadecimal digits. */
export interface BackupTrailer {
  readonly end: true;
  readonly rows: Readonly<Record<string, number>>;
  readonly sha256: string;
}

/** A value of a column. */
export type Value = string | number | Uint8Array | null;

/** A row by column. */
export type Row = Readonly<Record<string, Value>>;

/** The row's line; bytes become `{"base64": …}`. */
export function encodeRow(table: string, row: Row): string {
  const entries = Object.entries(row).map(([column, value]) => [column, encodeValue(value)]);
  return `${JSON.stringify([table, Object.fromEntries(entries)])}\n`;
}

/** Reads a row's line; undefined when it is none. */
export function decodeRow(parsed: unknown): { readonly table: string; readonly row: Row } | undefined {
  if (!Array.isArray(parsed) || parsed.length !== 2 || typeof parsed[0] !== "string") return undefined;
  if (typeof parsed[1] !== "object" || parsed[1] === null) return undefined;
  const row: Record<string, Value> = {};
  for (const [column, value] of Object.entries(parsed[1])) {
    const decoded = decodeValue(value);
    if (decoded === undefined) return undefined;
    row[column] = decoded;
  }
  return { table: parsed[0], row };
}

/** Reads the first line; undefined when it is none that this program writes. */
export function decodeHeader(parsed: unknown): BackupHeader | undefined {
  const { format, version, layout, createdAt } = (parsed ?? {}) as Record<string, unknown>;
  if (format !== "postel-backup" || version !== 1 || typeof layout !== "string") return undefined;
  return { format, version, layout, createdAt: Number(createdAt) };
}

/** The last line, with its end. */
export function encodeTrailer(rows: Readonly<Record<string, number>>, sha256: string): string {
  return `${JSON.stringify({ end: true, rows, sha256 } satisfies BackupTrailer)}\n`;
}

/** Tells whether a line is meant to be the last. */
export function isTrailer(parsed: unknown): boolean {
  return typeof parsed === "object" && parsed !== null && "end" in parsed;
}

function encodeValue(value: Value): unknown {
  return value instanceof Uint8Array ? { base64: Buffer.from(value).toString("base64") } : value;
}

function decodeValue(value: unknown): Value | undefined {
  if (typeof value === "string" || typeof value === "number" || value === null) return value;
  if (typeof value !== "object" || !("base64" in value) || typeof value.base64 !== "string") return undefined;
  return Buffer.from(value.base64, "base64");
}
