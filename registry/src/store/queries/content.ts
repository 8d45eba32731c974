import type { Kysely } from "kysely";
import type { Tables } from "../sql/tables.ts";
import type { ReleaseContent } from "../store.ts";

/** The schemas and files of a release, byte for byte as they were stored. */
export async function releaseContent(db: Kysely<Tables>, id: number): Promise<ReleaseContent | undefined> {
  const release = await db.selectFrom("release").select("set_digest").where("id", "=", id).executeTakeFirst();
  if (release === undefined) return undefined;
  const schemas = await db
    .selectFrom("descriptor_set_file")
    .innerJoin("content", "content.digest", "descriptor_set_file.content_digest")
    .select(["descriptor_set_file.path", "descriptor_set_file.is_import", "content.bytes"])
    .where("descriptor_set_file.set_digest", "=", release.set_digest)
    .orderBy("descriptor_set_file.position")
    .execute();
  const files = await db
    .selectFrom("release_file")
    .innerJoin("content", "content.digest", "release_file.content_digest")
    .select(["release_file.path", "content.bytes as content"])
    .where("release_file.release_id", "=", id)
    .orderBy("release_file.path")
    .execute();
  return { schemas: schemas.map(({ path, bytes, is_import }) => ({ path, bytes, isImport: is_import === 1 })), files };
}
