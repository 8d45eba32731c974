import { sql } from "kysely";
import type { TakeLock } from "../sql/group-commit.ts";

/** The advisory lock that writers of all instances take: the letters of postel. */
const NUMBER = 0x706f7374656c;

/** Waits until no other instance writes; the lock goes with the transaction. */
export const takeWriteLock: TakeLock = (tx) => sql`select pg_advisory_xact_lock(${sql.lit(NUMBER)})`.execute(tx);
