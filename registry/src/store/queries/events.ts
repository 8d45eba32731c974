import type { Kysely } from "kysely";
import type { Tables } from "../sql/tables.ts";
import type { EventDocument, EventVersionRecord, StoredEvent } from "../store.ts";

/** Releases that hold the event, newest first. */
export async function eventVersions(db: Kysely<Tables>, event: string): Promise<EventVersionRecord[]> {
  const rows = await db
    .selectFrom("release_event")
    .innerJoin("release", "release.id", "release_event.release_id")
    .innerJoin("module", "module.id", "release.module_id")
    .select(["release.id", "module.name as module", "release.version", "schema_digest", "release.created_at"])
    .where("release_event.name", "=", event)
    .orderBy("release.id", "desc")
    .execute();
  return rows.map((row) => ({
    releaseId: row.id,
    module: row.module,
    version: row.version,
    schemaDigest: row.schema_digest,
    createdAt: row.created_at,
  }));
}

/** What the release knows of its events, by name. */
export async function eventDocuments(db: Kysely<Tables>, releaseId: number): Promise<StoredEvent[]> {
  const rows = await db
    .selectFrom("release_event")
    .select(["name", "schema_digest", "document"])
    .where("release_id", "=", releaseId)
    .orderBy("name")
    .execute();
  return rows.map((row) => ({
    name: row.name,
    schemaDigest: row.schema_digest,
    document: JSON.parse(row.document) as EventDocument,
  }));
}
