import type { Kysely } from "kysely";
import { prepared } from "../sql/prepared.ts";
import type { Tables } from "../sql/tables.ts";
import type { Reading } from "../subject-store.ts";

/** What a text was compiled to, by what it was compiled from. */
export async function findReading(db: Kysely<Tables>, source: string): Promise<Reading | undefined> {
  const [row] = await readingRow(db, source);
  if (row === undefined) return undefined;
  return { source, text: new TextDecoder().decode(row.text), descriptor: row.descriptor };
}

const readingRow = prepared((db, source: string) =>
  db
    .selectFrom("schema_reading")
    .innerJoin("content as text", "text.digest", "schema_reading.text_digest")
    .innerJoin("content as descriptor", "descriptor.digest", "schema_reading.descriptor_digest")
    .select(["text.bytes as text", "descriptor.bytes as descriptor"])
    .where("schema_reading.source", "=", source),
);
