import { createHash } from "node:crypto";
import type { SubjectReference } from "../store/subject-store.ts";

/** What identifies a schema: its canonical text, what it refers to, and its metadata as JSON (empty without). */
export interface SchemaContent {
  readonly text: string;
  readonly references: readonly SubjectReference[];
  readonly metadata: string;
}

/** The UUID of the MD5 over a schema's content, as the Confluent registry computes it: the same content has one guid everywhere. */
export function contentGuid({ text, references, metadata }: SchemaContent): string {
  const hash = createHash("md5").update(text);
  for (const { name, subject, version } of references) {
    const number = Buffer.alloc(4);
    number.writeInt32BE(version);
    hash.update(name).update(subject).update(number);
  }
  if (metadata !== "") hash.update(Buffer.of(1)).update(metadata);
  const hex = hash.digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
