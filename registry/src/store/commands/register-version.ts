import type { Transaction } from "kysely";
import { versionsOfSubject } from "../queries/subjects.ts";
import { audit } from "../sql/audit.ts";
import { nextId, skipTo } from "../sql/next-id.ts";
import { prepared } from "../sql/prepared.ts";
import { putContent } from "../sql/put-content.ts";
import type { Tables } from "../sql/tables.ts";
import type { NewSubjectVersion, RegisterOutcome, SubjectVersion } from "../subject-store.ts";
import { putReading } from "./keep-reading.ts";

/** Stores a schema as the next version of a subject; the same schema keeps its id, and a live version of it is given back. */
export async function registerVersion(tx: Transaction<Tables>, wanted: NewSubjectVersion): Promise<RegisterOutcome> {
  const versions = await versionsOfSubject(tx, wanted.context, wanted.subject);
  if (versions.some((entry) => entry.isReleased)) return { kind: "released" };
  const sameIds = await idsOf(tx, wanted);
  const live = versions.filter((entry) => !entry.deleted);
  const same = wanted.version === undefined ? live.find((entry) => sameIds.includes(entry.schemaId)) : undefined;
  if (same !== undefined && (wanted.id === undefined || same.schemaId === wanted.id))
    return { kind: "same", version: same };
  const highest = versions.at(-1)?.version ?? 0;
  if (highest !== wanted.seen.highest || live.length !== wanted.seen.live) return { kind: "stale" };
  const taken = versions.find((entry) => entry.version === wanted.version);
  if (taken !== undefined && !sameIds.includes(taken.schemaId)) return { kind: "mismatch", what: "version" };
  const id = await schemaId(tx, wanted, sameIds);
  if (id === undefined) return { kind: "mismatch", what: "id" };
  const version = wanted.version ?? highest + 1;
  const stored = await insertVersion(tx, wanted, { schemaId: id, version, isReleased: false });
  if (wanted.source !== undefined) await putReading(tx, { ...wanted, source: wanted.source });
  return { kind: "stored", version: stored, isNewSchema: !sameIds.includes(id) };
}

/** What is stored of a schema, whatever subject it stands under. */
export type SchemaContent = Omit<NewSubjectVersion, "subject" | "source" | "id" | "version" | "seen" | "at" | "actor">;

/** The id of a schema in its context; a new one when nobody has stored it yet. */
export async function placeSchema(tx: Transaction<Tables>, content: SchemaContent): Promise<number> {
  const [known] = await idsOf(tx, content);
  return known ?? insertSchema(tx, content, await nextId(tx, `schema:${content.context}`));
}

async function idsOf(tx: Transaction<Tables>, { context, guid }: SchemaContent): Promise<number[]> {
  return (await sameSchemas(tx, guid, context)).map((row) => row.id);
}

const sameSchemas = prepared((db, guid: string, context: string) =>
  db.selectFrom("subject_schema").select("id").where("guid", "=", guid).where("context", "=", context).orderBy("id"),
);

/** The id to use: the one asked for unless another schema has it, the one that the schema has, or a new one. */
async function schemaId(
  tx: Transaction<Tables>,
  wanted: NewSubjectVersion,
  sameIds: readonly number[],
): Promise<number | undefined> {
  const { id, context } = wanted;
  if (id === undefined) return placeSchema(tx, wanted);
  if (sameIds.includes(id)) return id;
  const other = await tx
    .selectFrom("subject_schema")
    .select("id")
    .where("context", "=", context)
    .where("id", "=", id)
    .executeTakeFirst();
  if (other !== undefined) return undefined;
  await skipTo(tx, `schema:${context}`, id);
  return insertSchema(tx, wanted, id);
}

async function insertSchema(tx: Transaction<Tables>, wanted: SchemaContent, id: number): Promise<number> {
  const { context, guid, references, metadata } = wanted;
  const text = await putContent(tx, new TextEncoder().encode(wanted.text));
  const descriptor = await putContent(tx, wanted.descriptor);
  await insertSchemaRow(tx, context, id, guid, text, descriptor, JSON.stringify(references), metadata);
  for (const { subject, version } of references)
    await tx
      .insertInto("subject_reference")
      .values({ context, schema_id: id, subject, version })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  return id;
}

const insertSchemaRow = prepared(
  (
    db,
    context: string,
    id: number,
    guid: string,
    text_digest: string,
    descriptor_digest: string,
    reference_list: string,
    metadata: string,
  ) =>
    db
      .insertInto("subject_schema")
      .values({ context, id, guid, text_digest, descriptor_digest, reference_list, metadata }),
);

/** Puts a schema under a subject. */
export async function insertVersion(
  tx: Transaction<Tables>,
  { context, subject, at, actor }: NewSubjectVersion,
  { schemaId, version, isReleased }: Pick<SubjectVersion, "schemaId" | "version" | "isReleased">,
): Promise<SubjectVersion> {
  await insertVersionRow(tx, context, subject, version, schemaId, isReleased ? 1 : 0);
  await forgetDeleted(tx, context, subject, schemaId);
  const target = `:${context}:${subject}@${version}`;
  await audit(tx, { at, actor, action: "subject.register", target, detail: { id: schemaId } });
  return { context, subject, version, schemaId, deleted: false, isReleased };
}

/** A schema that is live again needs no deleted version any more to stay readable by its id. */
const forgetDeleted = prepared((db, context: string, subject: string, schemaId: number) =>
  db
    .deleteFrom("subject_version")
    .where("context", "=", context)
    .where("subject", "=", subject)
    .where("schema_id", "=", schemaId)
    .where("deleted", "=", 1),
);

const insertVersionRow = prepared(
  (db, context: string, subject: string, version: number, schema_id: number, is_released: number) =>
    db
      .insertInto("subject_version")
      .values({ context, subject, version, schema_id, deleted: 0, is_released })
      .onConflict((conflict) => conflict.columns(["context", "subject", "version"]).doUpdateSet({ deleted: 0 })),
);
