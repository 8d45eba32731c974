import type { Transaction } from "kysely";
import { nextId } from "./next-id.ts";
import type { Tables } from "./tables.ts";

/** Who did what to what, when (milliseconds since 1970). */
export interface AuditEntry {
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Writes the audit entry of a write into the write's own transaction. */
export async function audit(tx: Transaction<Tables>, entry: AuditEntry): Promise<void> {
  const id = await nextId(tx, "audit");
  await tx
    .insertInto("audit")
    .values({ id, ...entry, detail: JSON.stringify(entry.detail) })
    .execute();
}
