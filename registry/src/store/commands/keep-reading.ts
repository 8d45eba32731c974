import type { Transaction } from "kysely";
import { audit } from "../sql/audit.ts";
import { prepared } from "../sql/prepared.ts";
import { putContent } from "../sql/put-content.ts";
import type { Tables } from "../sql/tables.ts";
import type { NewReading } from "../subject-store.ts";

/** Keeps what a text was compiled to; what is known of it already stays. */
export async function keepReading(tx: Transaction<Tables>, reading: NewReading): Promise<void> {
  if ((await knownReading(tx, reading.source)).length > 0) return;
  await putReading(tx, reading);
  const { at, actor, source } = reading;
  await audit(tx, { at, actor, action: "schema.reading", target: source, detail: {} });
}

const knownReading = prepared((db, source: string) =>
  db.selectFrom("schema_reading").select("source").where("source", "=", source),
);

/** The same without an entry of its own, for a write that has one. */
export async function putReading(
  tx: Transaction<Tables>,
  { source, text, descriptor }: Pick<NewReading, "source" | "text" | "descriptor">,
): Promise<void> {
  const textDigest = await putContent(tx, new TextEncoder().encode(text));
  await insertReading(tx, source, textDigest, await putContent(tx, descriptor));
}

const insertReading = prepared((db, source: string, text_digest: string, descriptor_digest: string) =>
  db
    .insertInto("schema_reading")
    .values({ source, text_digest, descriptor_digest })
    .onConflict((conflict) => conflict.doNothing()),
);
