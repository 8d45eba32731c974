import type { Kysely } from "kysely";
import type { Tables } from "../sql/tables.ts";
import type { TokenRecord } from "../token-store.ts";

/** A token by id. */
export async function findToken(db: Kysely<Tables>, id: string): Promise<TokenRecord | undefined> {
  const row = await db.selectFrom("token").selectAll().where("id", "=", id).executeTakeFirst();
  return row && toToken(row);
}

/** All tokens, oldest first. */
export async function listTokens(db: Kysely<Tables>): Promise<TokenRecord[]> {
  const rows = await db.selectFrom("token").selectAll().orderBy("created_at").orderBy("id").execute();
  return rows.map(toToken);
}

function toToken({ id, name, hash, scopes, created_at, revoked_at }: Tables["token"]): TokenRecord {
  return { id, name, hash, scopes: JSON.parse(scopes) as string[], createdAt: created_at, revokedAt: revoked_at };
}
