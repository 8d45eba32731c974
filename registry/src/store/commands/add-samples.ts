import type { Transaction } from "kysely";
import type { AddSamplesOutcome, NewSamples, StoredSample } from "../sample-store.ts";
import { audit } from "../sql/audit.ts";
import { nextId } from "../sql/next-id.ts";
import { contentDigest, putContent } from "../sql/put-content.ts";
import type { Tables } from "../sql/tables.ts";

/** Stores samples, all or none; those that are there already count as stored. */
export async function addSamples(
  tx: Transaction<Tables>,
  { samples, at, actor }: NewSamples,
): Promise<AddSamplesOutcome> {
  const digests = new Map<StoredSample, string | undefined>();
  for (const sample of samples) digests.set(sample, await storedDigest(tx, sample));
  for (const [sample, known] of digests)
    if (known !== undefined && known !== contentDigest(sample.data)) return { kind: "taken", sample };
  const fresh = samples.filter((sample) => digests.get(sample) === undefined);
  for (const sample of fresh) {
    const { event, name, schemaDigest } = sample;
    const content_digest = await putContent(tx, sample.data);
    const position = await nextId(tx, "sample");
    await tx
      .insertInto("sample")
      .values({ position, event, name, schema_digest: schemaDigest, content_digest })
      .execute();
  }
  for (const [event, added] of Map.groupBy(fresh, (sample) => sample.event))
    await audit(tx, {
      ...{ at, actor, action: "sample.add", target: event },
      detail: { names: added.map(({ name }) => name) },
    });
  return { kind: "added", created: fresh.length };
}

async function storedDigest(tx: Transaction<Tables>, sample: StoredSample): Promise<string | undefined> {
  const row = await tx
    .selectFrom("sample")
    .select("content_digest")
    .where("event", "=", sample.event)
    .where("schema_digest", "=", sample.schemaDigest)
    .where("name", "=", sample.name)
    .executeTakeFirst();
  return row?.content_digest;
}
