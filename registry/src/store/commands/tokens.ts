import type { Transaction } from "kysely";
import { audit } from "../sql/audit.ts";
import type { Tables } from "../sql/tables.ts";
import type { TokenRecord, TokenRevocation } from "../token-store.ts";

/** Stores a token. */
export async function createToken(
  tx: Transaction<Tables>,
  { id, name, hash, scopes, createdAt, revokedAt, actor }: TokenRecord & { readonly actor: string },
): Promise<void> {
  await tx
    .insertInto("token")
    .values({ id, name, hash, scopes: JSON.stringify(scopes), created_at: createdAt, revoked_at: revokedAt })
    .execute();
  await audit(tx, { at: createdAt, actor, action: "token.create", target: id, detail: { name, scopes } });
}

/** Makes a token useless; it stays listed. */
export async function revokeToken(
  tx: Transaction<Tables>,
  { id, at, actor }: TokenRevocation,
): Promise<{ readonly kind: "revoked" | "missing" }> {
  const { numUpdatedRows } = await tx
    .updateTable("token")
    .set({ revoked_at: at })
    .where("id", "=", id)
    .where("revoked_at", "=", 0)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return { kind: "missing" };
  await audit(tx, { at, actor, action: "token.revoke", target: id, detail: {} });
  return { kind: "revoked" };
}
