import type { Transaction } from "kysely";
import { nextId } from "./next-id.ts";
import { prepared } from "./prepared.ts";
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
  const { at, actor, action, target, detail } = entry;
  await insertEntry(tx, await nextId(tx, "audit"), at, actor, action, target, JSON.stringify(detail));
}

const insertEntry = prepared(
  (db, id: number, at: number, actor: string, action: string, target: string, detail: string) =>
    db.insertInto("audit").values({ id, at, actor, action, target, detail }),
);
