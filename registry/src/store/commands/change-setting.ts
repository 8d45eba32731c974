import type { Transaction } from "kysely";
import { audit } from "../sql/audit.ts";
import type { Tables } from "../sql/tables.ts";
import type { SettingChange } from "../subject-store.ts";

/** Sets or removes a setting of a subject or context. */
export async function changeSetting(tx: Transaction<Tables>, change: SettingChange): Promise<void> {
  const { context, subject, name, value, at, actor } = change;
  if (value === undefined)
    await tx
      .deleteFrom("subject_setting")
      .where("context", "=", context)
      .where("subject", "=", subject)
      .where("name", "=", name)
      .execute();
  else
    await tx
      .insertInto("subject_setting")
      .values({ context, subject, name, value })
      .onConflict((conflict) => conflict.columns(["context", "subject", "name"]).doUpdateSet({ value }))
      .execute();
  await audit(tx, { at, actor, action: `subject.${name}`, target: `:${context}:${subject}`, detail: { value } });
}
