import type { Transaction } from "kysely";
import type { TagChange } from "../package-store.ts";
import { audit } from "../sql/audit.ts";
import type { Tables } from "../sql/tables.ts";

/** Moves a tag to a version that exists, or removes it. */
export async function changeTag(
  tx: Transaction<Tables>,
  { package: name, tag, version, at, actor }: TagChange,
): Promise<{ readonly kind: "changed" | "missing" }> {
  if (version === undefined)
    await tx.deleteFrom("npm_tag").where("package", "=", name).where("tag", "=", tag).execute();
  else {
    const known = await tx
      .selectFrom("npm_version")
      .select("version")
      .where("package", "=", name)
      .where("version", "=", version)
      .executeTakeFirst();
    if (known === undefined) return { kind: "missing" };
    await pointTag(tx, name, tag, version);
  }
  await audit(tx, { at, actor, action: "npm.tag", target: name, detail: { tag, version } });
  return { kind: "changed" };
}

/** Makes a tag point to a version, wherever it pointed before. */
export async function pointTag(tx: Transaction<Tables>, name: string, tag: string, version: string): Promise<void> {
  await tx
    .insertInto("npm_tag")
    .values({ package: name, tag, version })
    .onConflict((conflict) => conflict.columns(["package", "tag"]).doUpdateSet({ version }))
    .execute();
}
