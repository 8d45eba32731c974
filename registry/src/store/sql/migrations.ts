import { type ColumnDataType, type Kysely, type RawBuilder, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { skipTo } from "./next-id.ts";
import type { Tables } from "./tables.ts";

/** How the two databases differ in what the migrations need. */
export interface ColumnTypes {
  readonly bytes: ColumnDataType;
  readonly bigint: ColumnDataType;
  /** Text that is compared byte by byte, not by a language's rules. */
  readonly text: ColumnDataType | RawBuilder<unknown>;
}

/** Column types by database. */
export const columnTypes = {
  sqlite: { bytes: "blob", bigint: "integer", text: "text" },
  postgres: { bytes: "bytea", bigint: "bigint", text: sql`text collate "C"` },
} satisfies Record<string, ColumnTypes>;

/** Brings the tables to the newest layout, or up to the one named; throws what the database says when it cannot. */
export async function migrate(db: Kysely<Tables>, types: ColumnTypes, layout?: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations(types) } });
  const { error } = await (layout === undefined ? migrator.migrateToLatest() : migrator.migrateTo(layout));
  if (error !== undefined) throw error;
}

/** Names of all layouts, oldest first. */
export const layouts: readonly string[] = Object.keys(migrations(columnTypes.sqlite)).sort();

/** Name of the layout that a database's tables have; undefined when there are none. */
export async function layoutOf(db: Kysely<Tables>): Promise<string | undefined> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === "kysely_migration")) return undefined;
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name desc limit 1`.execute(
    db,
  );
  return rows[0]?.name;
}

function migrations(types: ColumnTypes): Record<string, Migration> {
  return {
    "0001_releases": { up: (db: Kysely<Tables>) => releases(db, types) },
    "0002_subjects": { up: (db: Kysely<Tables>) => subjects(db, types) },
    "0005_tokens": { up: (db: Kysely<Tables>) => tokens(db, types) },
    "0004_commits": { up: (db: Kysely<Tables>) => commits(db, types) },
    "0003_packages": { up: (db: Kysely<Tables>) => packages(db, types) },
    "0006_samples_and_usage": { up: (db: Kysely<Tables>) => samplesAndUsage(db, types) },
    "0007_package_positions": { up: packagePositions },
    "0008_readings": { up: (db: Kysely<Tables>) => readings(db, types) },
  };
}

async function releases(db: Kysely<Tables>, { bytes, bigint, text }: ColumnTypes): Promise<void> {
  const { schema } = db;
  await schema
    .createTable("counter")
    .addColumn("name", text, (c) => c.primaryKey())
    .addColumn("value", "integer", (c) => c.notNull())
    .execute();
  await schema
    .createTable("content")
    .addColumn("digest", text, (c) => c.primaryKey())
    .addColumn("bytes", bytes, (c) => c.notNull())
    .execute();
  await schema
    .createTable("descriptor_set_file")
    .addColumn("set_digest", text, (c) => c.notNull())
    .addColumn("position", "integer", (c) => c.notNull())
    .addColumn("path", text, (c) => c.notNull())
    .addColumn("is_import", "integer", (c) => c.notNull())
    .addColumn("content_digest", text, (c) => c.notNull().references("content.digest"))
    .addPrimaryKeyConstraint("descriptor_set_file_pk", ["set_digest", "position"])
    .execute();
  await schema
    .createTable("module")
    .addColumn("id", "integer", (c) => c.primaryKey())
    .addColumn("name", text, (c) => c.notNull().unique())
    .addColumn("created_at", bigint, (c) => c.notNull())
    .execute();
  await schema
    .createTable("release")
    .addColumn("id", "integer", (c) => c.primaryKey())
    .addColumn("module_id", "integer", (c) => c.notNull().references("module.id"))
    .addColumn("version", text, (c) => c.notNull())
    .addColumn("digest", text, (c) => c.notNull())
    .addColumn("set_digest", text, (c) => c.notNull())
    .addColumn("source_commit", text, (c) => c.notNull())
    .addColumn("package_name", text, (c) => c.notNull())
    .addColumn("generator_version", text, (c) => c.notNull())
    .addColumn("bump", text, (c) => c.notNull())
    .addColumn("previous_id", "integer", (c) => c.notNull())
    .addColumn("created_at", bigint, (c) => c.notNull())
    .addUniqueConstraint("release_version", ["module_id", "version"])
    .execute();
  await schema
    .createTable("release_file")
    .addColumn("release_id", "integer", (c) => c.notNull().references("release.id"))
    .addColumn("path", text, (c) => c.notNull())
    .addColumn("content_digest", text, (c) => c.notNull().references("content.digest"))
    .addPrimaryKeyConstraint("release_file_pk", ["release_id", "path"])
    .execute();
  await schema
    .createTable("event")
    .addColumn("name", text, (c) => c.primaryKey())
    .addColumn("module_id", "integer", (c) => c.notNull().references("module.id"))
    .execute();
  await schema
    .createTable("release_event")
    .addColumn("release_id", "integer", (c) => c.notNull().references("release.id"))
    .addColumn("name", text, (c) => c.notNull().references("event.name"))
    .addColumn("schema_digest", text, (c) => c.notNull())
    .addColumn("document", text, (c) => c.notNull())
    .addPrimaryKeyConstraint("release_event_pk", ["release_id", "name"])
    .execute();
  await schema.createIndex("release_event_name").on("release_event").columns(["name", "release_id"]).execute();
  await schema
    .createTable("audit")
    .addColumn("id", "integer", (c) => c.primaryKey())
    .addColumn("at", bigint, (c) => c.notNull())
    .addColumn("actor", text, (c) => c.notNull())
    .addColumn("action", text, (c) => c.notNull())
    .addColumn("target", text, (c) => c.notNull())
    .addColumn("detail", text, (c) => c.notNull())
    .execute();
}

async function subjects({ schema }: Kysely<Tables>, { text }: ColumnTypes): Promise<void> {
  await schema
    .createTable("subject_schema")
    .addColumn("context", text, (c) => c.notNull())
    .addColumn("id", "integer", (c) => c.notNull())
    .addColumn("guid", text, (c) => c.notNull())
    .addColumn("text_digest", text, (c) => c.notNull().references("content.digest"))
    .addColumn("descriptor_digest", text, (c) => c.notNull().references("content.digest"))
    .addColumn("reference_list", text, (c) => c.notNull())
    .addColumn("metadata", text, (c) => c.notNull())
    .addPrimaryKeyConstraint("subject_schema_pk", ["context", "id"])
    .execute();
  await schema.createIndex("subject_schema_guid").on("subject_schema").columns(["guid", "context", "id"]).execute();
  await schema
    .createTable("subject_version")
    .addColumn("context", text, (c) => c.notNull())
    .addColumn("subject", text, (c) => c.notNull())
    .addColumn("version", "integer", (c) => c.notNull())
    .addColumn("schema_id", "integer", (c) => c.notNull())
    .addColumn("deleted", "integer", (c) => c.notNull())
    .addColumn("is_released", "integer", (c) => c.notNull())
    .addPrimaryKeyConstraint("subject_version_pk", ["context", "subject", "version"])
    .execute();
  await schema.createIndex("subject_version_schema").on("subject_version").columns(["context", "schema_id"]).execute();
  await schema
    .createTable("subject_reference")
    .addColumn("context", text, (c) => c.notNull())
    .addColumn("schema_id", "integer", (c) => c.notNull())
    .addColumn("subject", text, (c) => c.notNull())
    .addColumn("version", "integer", (c) => c.notNull())
    .addPrimaryKeyConstraint("subject_reference_pk", ["context", "subject", "version", "schema_id"])
    .execute();
  await schema
    .createTable("subject_setting")
    .addColumn("context", text, (c) => c.notNull())
    .addColumn("subject", text, (c) => c.notNull())
    .addColumn("name", text, (c) => c.notNull())
    .addColumn("value", text, (c) => c.notNull())
    .addPrimaryKeyConstraint("subject_setting_pk", ["context", "subject", "name"])
    .execute();
}

async function packages({ schema }: Kysely<Tables>, { bigint, text }: ColumnTypes): Promise<void> {
  await schema
    .createTable("npm_version")
    .addColumn("package", text, (c) => c.notNull())
    .addColumn("version", text, (c) => c.notNull())
    .addColumn("manifest", text, (c) => c.notNull())
    .addColumn("tarball_digest", text, (c) => c.notNull().references("content.digest"))
    .addColumn("integrity", text, (c) => c.notNull())
    .addColumn("shasum", text, (c) => c.notNull())
    .addColumn("created_at", bigint, (c) => c.notNull())
    .addPrimaryKeyConstraint("npm_version_pk", ["package", "version"])
    .execute();
  await schema
    .createTable("npm_tag")
    .addColumn("package", text, (c) => c.notNull())
    .addColumn("tag", text, (c) => c.notNull())
    .addColumn("version", text, (c) => c.notNull())
    .addPrimaryKeyConstraint("npm_tag_pk", ["package", "tag"])
    .execute();
}

async function commits({ schema }: Kysely<Tables>, { bigint, text }: ColumnTypes): Promise<void> {
  await schema
    .createTable("commit_record")
    .addColumn("id", text, (c) => c.primaryKey())
    .addColumn("module_id", "integer", (c) => c.notNull().references("module.id"))
    .addColumn("digest", text, (c) => c.notNull())
    .addColumn("dependencies", text, (c) => c.notNull())
    .addColumn("source_control_url", text, (c) => c.notNull())
    .addColumn("position", "integer", (c) => c.notNull())
    .addColumn("created_at", bigint, (c) => c.notNull())
    .addUniqueConstraint("commit_digest", ["module_id", "digest"])
    .execute();
  await schema
    .createTable("commit_file")
    .addColumn("commit_id", text, (c) => c.notNull().references("commit_record.id"))
    .addColumn("path", text, (c) => c.notNull())
    .addColumn("content_digest", text, (c) => c.notNull().references("content.digest"))
    .addPrimaryKeyConstraint("commit_file_pk", ["commit_id", "path"])
    .execute();
  await schema
    .createTable("label")
    .addColumn("id", text, (c) => c.primaryKey())
    .addColumn("module_id", "integer", (c) => c.notNull().references("module.id"))
    .addColumn("name", text, (c) => c.notNull())
    .addColumn("commit_id", text, (c) => c.notNull().references("commit_record.id"))
    .addColumn("created_at", bigint, (c) => c.notNull())
    .addColumn("updated_at", bigint, (c) => c.notNull())
    .addColumn("archived_at", bigint, (c) => c.notNull())
    .addUniqueConstraint("label_name", ["module_id", "name"])
    .execute();
  await schema
    .createTable("label_history")
    .addColumn("position", "integer", (c) => c.primaryKey())
    .addColumn("label_id", text, (c) => c.notNull().references("label.id"))
    .addColumn("commit_id", text, (c) => c.notNull())
    .execute();
}

async function tokens({ schema }: Kysely<Tables>, { bigint, text }: ColumnTypes): Promise<void> {
  await schema
    .createTable("token")
    .addColumn("id", text, (c) => c.primaryKey())
    .addColumn("name", text, (c) => c.notNull())
    .addColumn("hash", text, (c) => c.notNull())
    .addColumn("scopes", text, (c) => c.notNull())
    .addColumn("created_at", bigint, (c) => c.notNull())
    .addColumn("revoked_at", bigint, (c) => c.notNull())
    .execute();
}

async function samplesAndUsage({ schema }: Kysely<Tables>, { bigint, text }: ColumnTypes): Promise<void> {
  await schema
    .createTable("sample")
    .addColumn("position", "integer", (c) => c.primaryKey())
    .addColumn("event", text, (c) => c.notNull())
    .addColumn("schema_digest", text, (c) => c.notNull())
    .addColumn("name", text, (c) => c.notNull())
    .addColumn("content_digest", text, (c) => c.notNull().references("content.digest"))
    .addUniqueConstraint("sample_identity", ["event", "schema_digest", "name"])
    .execute();
  await schema
    .createTable("service_usage")
    .addColumn("service", text, (c) => c.notNull())
    .addColumn("environment", text, (c) => c.notNull())
    .addColumn("document", text, (c) => c.notNull())
    .addColumn("reported_at", bigint, (c) => c.notNull())
    .addPrimaryKeyConstraint("service_usage_pk", ["service", "environment"])
    .execute();
}

/** Versions of packages are listed in the order of publishing, which a clock that steps back does not tell. */
async function packagePositions(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .alterTable("npm_version")
    .addColumn("position", "integer", (c) => c.notNull().defaultTo(0))
    .execute();
  const rows = await db
    .selectFrom("npm_version")
    .select(["package", "version"])
    .orderBy("created_at")
    .orderBy("package")
    .orderBy("version")
    .execute();
  for (const [at, row] of rows.entries())
    await db
      .updateTable("npm_version")
      .set({ position: at + 1 })
      .where("package", "=", row.package)
      .where("version", "=", row.version)
      .execute();
  if (rows.length > 0) await skipTo(db, "npm_version", rows.length);
}

async function readings({ schema }: Kysely<Tables>, { text }: ColumnTypes): Promise<void> {
  await schema
    .createTable("schema_reading")
    .addColumn("source", text, (c) => c.primaryKey())
    .addColumn("text_digest", text, (c) => c.notNull().references("content.digest"))
    .addColumn("descriptor_digest", text, (c) => c.notNull().references("content.digest"))
    .execute();
}
