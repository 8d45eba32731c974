import { hash } from "node:crypto";
import type { Transaction } from "kysely";
import type { StoredSchema } from "../store.ts";
import { prepared } from "./prepared.ts";
import type { Tables } from "./tables.ts";

/** `sha256:` and 64 hexadecimal digits. */
export function contentDigest(bytes: Uint8Array): string {
  return `sha256:${hash("sha256", bytes)}`;
}

/** Stores bytes under their digest unless they are there; returns the digest. */
export async function putContent(tx: Transaction<Tables>, bytes: Uint8Array): Promise<string> {
  const digest = contentDigest(bytes);
  await insertContent(tx, digest, bytes);
  return digest;
}

const insertContent = prepared((db, digest: string, bytes: Uint8Array) =>
  db
    .insertInto("content")
    .values({ digest, bytes })
    .onConflict((conflict) => conflict.doNothing()),
);

/** Stores compiled files as one descriptor set, each file's bytes once; returns the digest of the list. */
export async function putDescriptorSet(tx: Transaction<Tables>, schemas: readonly StoredSchema[]): Promise<string> {
  const rows = [];
  for (const [position, { path, bytes, isImport }] of schemas.entries())
    rows.push({ position, path, is_import: Number(isImport), content_digest: await putContent(tx, bytes) });
  const manifest = rows.map((row) => `${row.content_digest} ${row.is_import} ${JSON.stringify(row.path)}\n`).join("");
  const digest = `sha256:${hash("sha256", manifest)}`;
  const known = await tx
    .selectFrom("descriptor_set_file")
    .select("position")
    .where("set_digest", "=", digest)
    .limit(1)
    .executeTakeFirst();
  if (known !== undefined) return digest;
  for (const row of rows)
    await tx
      .insertInto("descriptor_set_file")
      .values({ set_digest: digest, ...row })
      .execute();
  return digest;
}
