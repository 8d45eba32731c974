import type { Kysely } from "kysely";
import type { CommitFile, CommitRecord, LabelRecord, ModuleRecord } from "../commit-store.ts";
import type { Tables } from "../sql/tables.ts";

/** A module by name. */
export async function findModule(db: Kysely<Tables>, name: string): Promise<ModuleRecord | undefined> {
  const row = await db.selectFrom("module").select(["name", "created_at"]).where("name", "=", name).executeTakeFirst();
  return row && { name: row.name, createdAt: row.created_at };
}

/** All modules by name. */
export async function listModuleRecords(db: Kysely<Tables>): Promise<ModuleRecord[]> {
  const rows = await db.selectFrom("module").select(["name", "created_at"]).orderBy("name").execute();
  return rows.map((row) => ({ name: row.name, createdAt: row.created_at }));
}

/** A commit by id. */
export async function findCommit(db: Kysely<Tables>, id: string): Promise<CommitRecord | undefined> {
  const [row] = await commitRows(db).where("commit_record.id", "=", id).execute();
  return row && toCommit(row);
}

/** Commits of a module, newest first. */
export async function commitsOf(db: Kysely<Tables>, module: string): Promise<CommitRecord[]> {
  const rows = await commitRows(db)
    .where("module.name", "=", module)
    .orderBy("commit_record.position", "desc")
    .execute();
  return rows.map(toCommit);
}

/** The files of a commit by path. */
export function filesOf(db: Kysely<Tables>, commitId: string): Promise<CommitFile[]> {
  return db
    .selectFrom("commit_file")
    .innerJoin("content", "content.digest", "commit_file.content_digest")
    .select(["commit_file.path", "content.bytes as content"])
    .where("commit_file.commit_id", "=", commitId)
    .orderBy("commit_file.path")
    .execute();
}

/** Labels of a module by name. */
export async function labelsOf(db: Kysely<Tables>, module: string): Promise<LabelRecord[]> {
  const rows = await labelRows(db).where("module.name", "=", module).orderBy("label.name").execute();
  return rows.map(toLabel);
}

/** A label by id. */
export async function findLabel(db: Kysely<Tables>, id: string): Promise<LabelRecord | undefined> {
  const [row] = await labelRows(db).where("label.id", "=", id).execute();
  return row && toLabel(row);
}

/** Ids of the commits that a label pointed to, newest first. */
export async function labelHistory(db: Kysely<Tables>, labelId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("label_history")
    .select("commit_id")
    .where("label_id", "=", labelId)
    .orderBy("position", "desc")
    .execute();
  return rows.map((row) => row.commit_id);
}

function commitRows(db: Kysely<Tables>) {
  return db
    .selectFrom("commit_record")
    .innerJoin("module", "module.id", "commit_record.module_id")
    .selectAll("commit_record")
    .select("module.name as module");
}

function labelRows(db: Kysely<Tables>) {
  return db
    .selectFrom("label")
    .innerJoin("module", "module.id", "label.module_id")
    .selectAll("label")
    .select("module.name as module");
}

function toCommit(row: Tables["commit_record"] & { module: string }): CommitRecord {
  const { id, module, digest, position } = row;
  return {
    ...{ id, module, digest, position },
    dependencies: JSON.parse(row.dependencies) as string[],
    sourceControlUrl: row.source_control_url,
    createdAt: row.created_at,
  };
}

function toLabel(row: Tables["label"] & { module: string }): LabelRecord {
  const { id, module, name } = row;
  return {
    ...{ id, module, name },
    commitId: row.commit_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    archivedAt: row.archived_at,
  };
}
