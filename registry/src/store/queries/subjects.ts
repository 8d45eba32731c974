import type { Kysely } from "kysely";
import { prepared } from "../sql/prepared.ts";
import type { Tables } from "../sql/tables.ts";
import type { SettingName, SubjectReference, SubjectSchema, SubjectVersion } from "../subject-store.ts";

/** All versions of a subject, in order. */
export async function versionsOfSubject(
  db: Kysely<Tables>,
  context: string,
  subject: string,
): Promise<SubjectVersion[]> {
  return (await versionRows(db, context, subject)).map(toVersion);
}

const versionRows = prepared((db, context: string, subject: string) =>
  db
    .selectFrom("subject_version")
    .selectAll()
    .where("context", "=", context)
    .where("subject", "=", subject)
    .orderBy("version"),
);

/** Where a schema is used, by subject and version. */
export async function usesOfSchema(db: Kysely<Tables>, context: string, schemaId: number): Promise<SubjectVersion[]> {
  const rows = await db
    .selectFrom("subject_version")
    .selectAll()
    .where("context", "=", context)
    .where("schema_id", "=", schemaId)
    .orderBy("subject")
    .orderBy("version")
    .execute();
  return rows.map(toVersion);
}

/** All subjects by name, with whether any version is live. */
export async function listSubjects(db: Kysely<Tables>, context: string | undefined) {
  let query = db
    .selectFrom("subject_version")
    .select(["context", "subject", (eb) => eb.fn.min<number>("deleted").as("gone")])
    .groupBy(["context", "subject"])
    .orderBy("context")
    .orderBy("subject");
  if (context !== undefined) query = query.where("context", "=", context);
  const rows = await query.execute();
  return rows.map((row) => ({ context: row.context, subject: row.subject, live: row.gone === 0 }));
}

/** Schemas in use that refer to a version. */
export async function schemasReferringTo(
  db: Kysely<Tables>,
  context: string,
  subject: string,
  version: number,
): Promise<number[]> {
  const rows = await db
    .selectFrom("subject_reference")
    .innerJoin("subject_version", (join) =>
      join
        .onRef("subject_version.context", "=", "subject_reference.context")
        .onRef("subject_version.schema_id", "=", "subject_reference.schema_id"),
    )
    .select("subject_reference.schema_id")
    .distinct()
    .where("subject_reference.context", "=", context)
    .where("subject_reference.subject", "=", subject)
    .where("subject_reference.version", "=", version)
    .where("subject_version.deleted", "=", 0)
    .orderBy("subject_reference.schema_id")
    .execute();
  return rows.map((row) => row.schema_id);
}

/** A schema by its id in a context. */
export async function schemaById(db: Kysely<Tables>, context: string, id: number): Promise<SubjectSchema | undefined> {
  const [row] = await schemaRow(db, context, id);
  return row === undefined ? undefined : toSchema(row);
}

/** Where the schema of a guid is: contexts and ids. */
export const idsOfGuid = prepared((db, guid: string) =>
  db.selectFrom("subject_schema").select(["context", "id"]).where("guid", "=", guid).orderBy("context").orderBy("id"),
);

/** The settings of a subject, of its context, and of two other contexts. */
export const settingsAround = prepared((db, context: string, subject: string, one: string, other: string) =>
  db
    .selectFrom("subject_setting")
    .select(["context", "subject", "name", "value"])
    .$narrowType<{ name: SettingName }>()
    .where((eb) =>
      eb.or([
        eb("context", "=", context).and("subject", "in", [subject, ""]),
        eb("context", "in", [one, other]).and("subject", "=", ""),
      ]),
    ),
);

/** The subjects of a context that have a setting of their own. */
export async function subjectsWithSetting(db: Kysely<Tables>, context: string, name: SettingName): Promise<string[]> {
  const rows = await db
    .selectFrom("subject_setting")
    .select("subject")
    .where("context", "=", context)
    .where("name", "=", name)
    .where("subject", "!=", "")
    .orderBy("subject")
    .execute();
  return rows.map((row) => row.subject);
}

/** Contexts that hold a schema. */
export async function listContexts(db: Kysely<Tables>): Promise<string[]> {
  const rows = await db.selectFrom("subject_version").select("context").distinct().orderBy("context").execute();
  return rows.map((row) => row.context);
}

/** Highest id given out in a context; 0 when none was. */
export async function highestSchemaId(db: Kysely<Tables>, context: string): Promise<number> {
  const row = await db.selectFrom("counter").select("value").where("name", "=", `schema:${context}`).executeTakeFirst();
  return row?.value ?? 0;
}

const schemaRow = prepared((db, context: string, id: number) =>
  db
    .selectFrom("subject_schema")
    .innerJoin("content as text", "text.digest", "subject_schema.text_digest")
    .innerJoin("content as descriptor", "descriptor.digest", "subject_schema.descriptor_digest")
    .select([
      "subject_schema.context",
      "subject_schema.id",
      "subject_schema.guid",
      "subject_schema.reference_list",
      "subject_schema.metadata",
      "text.bytes as text",
      "descriptor.bytes as descriptor",
    ])
    .where("subject_schema.context", "=", context)
    .where("subject_schema.id", "=", id),
);

type SchemaRow = Awaited<ReturnType<typeof schemaRow>>[number];

function toSchema(row: SchemaRow): SubjectSchema {
  const { context, id, guid, metadata, descriptor } = row;
  return {
    ...{ context, id, guid, metadata, descriptor },
    text: new TextDecoder().decode(row.text),
    references: JSON.parse(row.reference_list) as SubjectReference[],
  };
}

function toVersion(row: Tables["subject_version"]): SubjectVersion {
  const { context, subject, version } = row;
  return {
    ...{ context, subject, version },
    schemaId: row.schema_id,
    deleted: row.deleted === 1,
    isReleased: row.is_released === 1,
  };
}
