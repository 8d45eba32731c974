import type { Transaction } from "kysely";
import { contentGuid } from "../../confluent/content-guid.ts";
import { versionsOfSubject } from "../queries/subjects.ts";
import type { Tables } from "../sql/tables.ts";
import type { NewSubjectVersion, ReleasedSchema, ReleasedSubject, SubjectVersion } from "../subject-store.ts";
import { insertVersion, placeSchema } from "./register-version.ts";

const CONTEXT = ".";

/** Shows a release's schemas as versions of subjects, where they differ from the latest; what clients have registered stays theirs. */
export async function appendSubjects(
  tx: Transaction<Tables>,
  schemas: readonly ReleasedSchema[],
  { at, actor }: Pick<NewSubjectVersion, "at" | "actor">,
): Promise<void> {
  const placed = new Map<string, number>();
  for (const { path, text, descriptor, imports, subjects } of schemas) {
    const references = imports.map((name) => ({ name, subject: name, version: placed.get(name) ?? 1 }));
    const guid = contentGuid({ text, references, metadata: "" });
    const content = { context: CONTEXT, guid, text, descriptor, references, metadata: "" };
    for (const subject of subjects) {
      const schemaId = await placeSchema(tx, content);
      const wanted = { ...content, subject: subject.name, seen: { highest: 0, live: 0 }, at, actor };
      const version = await place(tx, subject, wanted, schemaId);
      if (subject.kind === "file" && version !== undefined) placed.set(path, version);
    }
  }
}

/** The version that holds the schema; undefined where the subject belongs to somebody else. */
async function place(
  tx: Transaction<Tables>,
  subject: ReleasedSubject,
  wanted: NewSubjectVersion,
  schemaId: number,
): Promise<number | undefined> {
  const versions = await versionsOfSubject(tx, CONTEXT, subject.name);
  const live = versions.filter((entry) => !entry.deleted);
  const isClients = versions.some((entry) => !entry.isReleased);
  if (isClients && subject.kind !== "file") return undefined;
  if (subject.kind === "topic" && !(await isOf(tx, versions, subject.event))) return undefined;
  const same = isClients ? live.find((entry) => entry.schemaId === schemaId) : live.at(-1);
  if (same?.schemaId === schemaId) return same.version;
  const next = (versions.at(-1)?.version ?? 0) + 1;
  return (await insertVersion(tx, wanted, { schemaId, version: next, isReleased: !isClients })).version;
}

/** Tells whether all versions of a topic's subject are schemas of one event: then no other event was there first. */
async function isOf(tx: Transaction<Tables>, versions: readonly SubjectVersion[], event: string): Promise<boolean> {
  const known = new Set((await versionsOfSubject(tx, CONTEXT, event)).map((entry) => entry.schemaId));
  return versions.every((entry) => known.has(entry.schemaId));
}
