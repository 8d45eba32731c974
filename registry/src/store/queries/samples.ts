import type { Kysely } from "kysely";
import type { SampleRecord } from "../sample-store.ts";
import type { Tables } from "../sql/tables.ts";

/** Samples of these events with a position above the given one, in order. */
export async function samplesAfter(
  db: Kysely<Tables>,
  events: readonly string[],
  position: number,
  limit: number,
): Promise<SampleRecord[]> {
  if (events.length === 0) return [];
  const rows = await db
    .selectFrom("sample")
    .innerJoin("content", "content.digest", "sample.content_digest")
    .select(["sample.position", "sample.event", "sample.name", "sample.schema_digest", "content.bytes as data"])
    .where("sample.event", "in", events)
    .where("sample.position", ">", position)
    .orderBy("sample.position")
    .limit(limit)
    .execute();
  return rows.map(({ schema_digest, ...row }) => ({ ...row, schemaDigest: schema_digest }));
}
