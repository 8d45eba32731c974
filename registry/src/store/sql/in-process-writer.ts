import type { Kysely } from "kysely";
import { applyWrite } from "./apply-write.ts";
import { groupCommit, type TakeLock, type WatchGroup } from "./group-commit.ts";
import type { Writer } from "./sql-store.ts";
import type { Tables } from "./tables.ts";

/** Writes through a database handle of this thread; the handle stays open. */
export function inProcessWriter(db: Kysely<Tables>, watch: WatchGroup, takeLock?: TakeLock): Writer {
  const writes = groupCommit(db, applyWrite, watch, takeLock);
  return { submit: writes.submit, queued: writes.queued, isAlive: () => true, close: writes.drain };
}
