import type { Kysely, Selectable } from "kysely";
import type { Tables } from "../sql/tables.ts";
import type { ReleaseRecord, VersionRecord } from "../store.ts";

/** Releases by id, in the order asked for. */
export async function releasesById(db: Kysely<Tables>, ids: readonly number[]): Promise<ReleaseRecord[]> {
  if (ids.length === 0) return [];
  const rows = await releaseRows(db).where("release.id", "in", ids).execute();
  const records = new Map((await withEvents(db, rows)).map((record) => [record.id, record]));
  return ids.flatMap((id) => records.get(id) ?? []);
}

/** One release by module and version. */
export async function findRelease(
  db: Kysely<Tables>,
  module: string,
  version: string,
): Promise<ReleaseRecord | undefined> {
  const rows = await releaseRows(db).where("module.name", "=", module).where("release.version", "=", version).execute();
  return (await withEvents(db, rows))[0];
}

/** Releases of a module with an id below the given one, newest first. */
export async function releasesBefore(
  db: Kysely<Tables>,
  module: string,
  beforeId: number,
  limit: number,
): Promise<ReleaseRecord[]> {
  const rows = await releaseRows(db)
    .where("module.name", "=", module)
    .where("release.id", "<", beforeId)
    .orderBy("release.id", "desc")
    .limit(limit)
    .execute();
  return withEvents(db, rows);
}

/** All versions of a module, oldest id first. */
export function versionsOf(db: Kysely<Tables>, module: string): Promise<VersionRecord[]> {
  return db
    .selectFrom("release")
    .innerJoin("module", "module.id", "release.module_id")
    .select(["release.id", "release.version"])
    .where("module.name", "=", module)
    .orderBy("release.id")
    .execute();
}

/** Releases stored after the given one, in order. */
export function releasesAfter(db: Kysely<Tables>, id: number, limit: number) {
  return db
    .selectFrom("release")
    .innerJoin("module", "module.id", "release.module_id")
    .select(["release.id", "release.version", "module.name as module"])
    .where("release.id", ">", id)
    .orderBy("release.id")
    .limit(limit)
    .execute();
}

/** Names of modules after the given one, in order. */
export async function moduleNames(db: Kysely<Tables>, after: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom("module")
    .select("name")
    .where("name", ">", after)
    .orderBy("name")
    .limit(limit)
    .execute();
  return rows.map((row) => row.name);
}

type ReleaseRow = Omit<Selectable<Tables["release"]>, "module_id" | "set_digest" | "previous_id"> & { module: string };

function releaseRows(db: Kysely<Tables>) {
  return db
    .selectFrom("release")
    .innerJoin("module", "module.id", "release.module_id")
    .select([
      "release.id",
      "module.name as module",
      "release.version",
      "release.digest",
      "release.source_commit",
      "release.package_name",
      "release.generator_version",
      "release.bump",
      "release.created_at",
    ]);
}

async function withEvents(db: Kysely<Tables>, rows: readonly ReleaseRow[]): Promise<ReleaseRecord[]> {
  if (rows.length === 0) return [];
  const events = await db
    .selectFrom("release_event")
    .select(["release_id", "name", "schema_digest"])
    .where(
      "release_id",
      "in",
      rows.map((row) => row.id),
    )
    .orderBy("name")
    .execute();
  const byRelease = Map.groupBy(events, (event) => event.release_id);
  return rows.map((row) => ({
    id: row.id,
    module: row.module,
    version: row.version,
    digest: row.digest,
    commit: row.source_commit,
    packageName: row.package_name,
    generatorVersion: row.generator_version,
    bump: row.bump,
    createdAt: row.created_at,
    events: (byRelease.get(row.id) ?? []).map((event) => ({ name: event.name, schemaDigest: event.schema_digest })),
  }));
}
