import type { Kysely } from "kysely";
import type { Tables } from "../sql/tables.ts";
import type { AuditRecord } from "../store.ts";

/** The audit log after the given entry, in order. */
export function auditAfter(db: Kysely<Tables>, id: number, limit: number): Promise<AuditRecord[]> {
  return db.selectFrom("audit").selectAll().where("id", ">", id).orderBy("id").limit(limit).execute();
}
