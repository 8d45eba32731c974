import type { Transaction } from "kysely";
import type { NewPackageVersion } from "../package-store.ts";
import { audit } from "../sql/audit.ts";
import { nextId } from "../sql/next-id.ts";
import { putContent } from "../sql/put-content.ts";
import type { Tables } from "../sql/tables.ts";
import { pointTag } from "./change-tag.ts";

/** Stores a version of a package unless it exists. */
export async function publishPackage(
  tx: Transaction<Tables>,
  wanted: NewPackageVersion,
): Promise<{ readonly kind: "stored" | "taken" }> {
  const { package: name, version, manifest, integrity, shasum, at, actor } = wanted;
  const known = await tx
    .selectFrom("npm_version")
    .select("version")
    .where("package", "=", name)
    .where("version", "=", version)
    .executeTakeFirst();
  if (known !== undefined) return { kind: "taken" };
  const tarball_digest = await putContent(tx, wanted.tarball);
  const position = await nextId(tx, "npm_version");
  await tx
    .insertInto("npm_version")
    .values({ package: name, version, manifest, tarball_digest, integrity, shasum, created_at: at, position })
    .execute();
  for (const tag of wanted.tags) await pointTag(tx, name, tag, version);
  await audit(tx, { at, actor, action: "npm.publish", target: `${name}@${version}`, detail: { integrity } });
  return { kind: "stored" };
}
