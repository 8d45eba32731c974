import type { Transaction } from "kysely";
import { schemasReferringTo, versionsOfSubject } from "../queries/subjects.ts";
import { audit } from "../sql/audit.ts";
import type { Tables } from "../sql/tables.ts";
import type { Deletion, DeletionOutcome } from "../subject-store.ts";

/** Marks versions as deleted or removes them, unless a schema in use refers to one. */
export async function removeVersions(tx: Transaction<Tables>, deletion: Deletion): Promise<DeletionOutcome> {
  const { context, subject, versions, permanent, at, actor } = deletion;
  const known = await versionsOfSubject(tx, context, subject);
  if (known.some((entry) => entry.isReleased)) return { kind: "released" };
  for (const version of versions) {
    const by = await schemasReferringTo(tx, context, subject, version);
    if (by.length > 0) return { kind: "referenced", version };
  }
  if (permanent) await removeForGood(tx, context, subject, versions);
  else await mark(tx, context, subject, versions);
  await forgetSettings(tx, context, subject);
  const action = permanent ? "subject.remove" : "subject.delete";
  await audit(tx, { at, actor, action, target: `:${context}:${subject}`, detail: { versions } });
  return { kind: "deleted" };
}

async function mark(tx: Transaction<Tables>, context: string, subject: string, versions: readonly number[]) {
  await tx
    .updateTable("subject_version")
    .set({ deleted: 1 })
    .where("context", "=", context)
    .where("subject", "=", subject)
    .where("version", "in", versions)
    .execute();
}

async function removeForGood(tx: Transaction<Tables>, context: string, subject: string, versions: readonly number[]) {
  await tx
    .deleteFrom("subject_version")
    .where("context", "=", context)
    .where("subject", "=", subject)
    .where("version", "in", versions)
    .execute();
}

/** A subject without live versions loses its settings, too. */
async function forgetSettings(tx: Transaction<Tables>, context: string, subject: string): Promise<void> {
  const left = await versionsOfSubject(tx, context, subject);
  if (left.some((entry) => !entry.deleted)) return;
  await tx.deleteFrom("subject_setting").where("context", "=", context).where("subject", "=", subject).execute();
}
