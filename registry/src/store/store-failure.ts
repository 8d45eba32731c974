import { RegistryError } from "../errors.ts";

/** SQLite's primary result codes that blame the surroundings: busy, locked, memory, read-only, I/O, corrupt, full, cannot open. */
const SQLITE = new Set([5, 6, 7, 8, 10, 11, 13, 14, 26]);

/** PostgreSQL's classes: connection, resources, intervention, system, serialization; and a database that became read-only. */
const POSTGRES = /^(08|53|57|58)|^(25006|40001|40P01|55P03)$/;

const SYSTEM = /^(ECONN|EPIPE$|ETIMEDOUT$|ENOTFOUND$|EHOSTUNREACH$|ENETUNREACH$|EAI_AGAIN$|ENOSPC$|EROFS$|EIO$)/;

/** What the PostgreSQL client says without a code. */
const MESSAGES =
  /connection terminated|connection error|not queryable|timeout exceeded|query read timeout|client was closed|writer thread/i;

/** Tells whether an error comes from the store's surroundings, so that the same request may succeed later. */
export function isStoreFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, errcode } = error as { readonly code?: unknown; readonly errcode?: unknown };
  if (code === "ERR_SQLITE_ERROR") return typeof errcode === "number" && SQLITE.has(errcode & 0xff);
  if (typeof code === "string") return POSTGRES.test(code) || SYSTEM.test(code);
  return MESSAGES.test(error.message);
}

/** Gives an error that comes from the store's surroundings its row of the error table; others stay as they are. */
export function toStoreError(error: unknown): unknown {
  if (!isStoreFailure(error) || !(error instanceof Error)) return error;
  return new RegistryError("STORE_UNAVAILABLE", { reason: error.message }, error);
}
