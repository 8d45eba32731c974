import type { Kysely } from "kysely";
import type { PackageVersion } from "../package-store.ts";
import type { Tables } from "../sql/tables.ts";

/** Versions of a package in the order of publishing. */
export async function packageVersions(db: Kysely<Tables>, name: string): Promise<PackageVersion[]> {
  const rows = await db
    .selectFrom("npm_version")
    .select(["version", "manifest", "integrity", "shasum", "created_at"])
    .where("package", "=", name)
    .orderBy("position")
    .execute();
  return rows.map(({ created_at, ...row }) => ({ ...row, createdAt: created_at }));
}

/** Tags of a package and the versions they point to. */
export async function packageTags(db: Kysely<Tables>, name: string): Promise<Record<string, string>> {
  const rows = await db.selectFrom("npm_tag").selectAll().where("package", "=", name).orderBy("tag").execute();
  return Object.fromEntries(rows.map((row) => [row.tag, row.version]));
}

/** The bytes of a version's tarball. */
export async function findTarball(db: Kysely<Tables>, name: string, version: string): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom("npm_version")
    .innerJoin("content", "content.digest", "npm_version.tarball_digest")
    .select("content.bytes")
    .where("npm_version.package", "=", name)
    .where("npm_version.version", "=", version)
    .executeTakeFirst();
  return row?.bytes;
}
