import type { SubjectSchema, SubjectStore, SubjectVersion } from "../store/subject-store.ts";
import { ConfluentError, schemaNotFound } from "./confluent-error.ts";
import { versionIn, withVersion } from "./metadata.ts";
import type { ReadSchema } from "./read-schema.ts";
import { type SubjectName, subjectText } from "./subject-name.ts";

/** A version together with its schema. */
export interface SubjectEntry {
  readonly version: SubjectVersion;
  readonly schema: SubjectSchema;
}

/** All versions of a subject, or the live ones. Throws ConfluentError 40401 when there is none. */
export async function versionsOf(
  store: SubjectStore,
  name: SubjectName,
  withDeleted: boolean,
): Promise<SubjectVersion[]> {
  const all = await store.versions(name.context, name.subject);
  const found = withDeleted ? all : all.filter((entry) => !entry.deleted);
  if (found.length === 0) throw new ConfluentError(40401, { subject: subjectText(name) });
  return found;
}

const HIGHEST_VERSION = 2_147_483_647;

/** Finds a version by number, `latest` or `-1`. Throws ConfluentError 40401, 40402 or 42202. */
export async function findVersion(
  store: SubjectStore,
  name: SubjectName,
  version: string,
  withDeleted: boolean,
): Promise<SubjectVersion> {
  const isLatest = version === "latest" || version === "-1";
  const number = Number(version);
  if (!isLatest && !(/^\d{1,10}$/.test(version) && number >= 1 && number <= HIGHEST_VERSION))
    throw new ConfluentError(42202, { version: version.slice(0, 40) });
  const versions = await versionsOf(store, name, withDeleted);
  const found = isLatest
    ? versions.findLast((entry) => !entry.deleted)
    : versions.find((entry) => entry.version === number);
  if (found === undefined) throw new ConfluentError(40402, { version: isLatest ? -1 : version });
  return found;
}

/** Reads the schema of a version. */
export async function entryOf(store: SubjectStore, version: SubjectVersion): Promise<SubjectEntry> {
  const schema = await store.schema(version.context, version.schemaId);
  if (schema === undefined) throw schemaNotFound(version.schemaId);
  return { version, schema };
}

/** Of some versions of a subject the one that holds exactly this schema, the newest first. */
export async function lookUp(
  store: SubjectStore,
  versions: readonly SubjectVersion[],
  guid: string,
): Promise<SubjectVersion | undefined> {
  const [first] = versions;
  if (first === undefined) return undefined;
  const same = await store.schemasByGuid(guid);
  const ids = new Set(same.filter((schema) => schema.context === first.context).map((schema) => schema.id));
  return versions.findLast((entry) => ids.has(entry.schemaId));
}

/** The latest live version, when it is this schema but for the version in its metadata. */
export async function latestLike(
  store: SubjectStore,
  versions: readonly SubjectVersion[],
  schema: ReadSchema,
): Promise<SubjectVersion | undefined> {
  const latest = versions.findLast((entry) => !entry.deleted);
  if (latest === undefined) return undefined;
  return isLike((await entryOf(store, latest)).schema, schema) ? latest : undefined;
}

/** Versions that a lookup goes back over when no schema is the same to the byte. */
const MOST_COMPARED = 100;

/**
 * Of some versions of a subject the newest that holds a schema like the given one, or, where its metadata name a version, the one of that
 * number. A schema without metadata is tried with those of the latest version, too.
 */
export async function lookUpLike(
  store: SubjectStore,
  versions: readonly SubjectVersion[],
  schema: ReadSchema,
): Promise<SubjectVersion | undefined> {
  const found = await newestLike(store, versions, schema);
  if (found !== undefined || schema.metadata !== "") return found;
  const latest = versions.findLast((entry) => !entry.deleted);
  const metadata = latest === undefined ? "" : withVersion((await entryOf(store, latest)).schema.metadata, undefined);
  return metadata === "" ? undefined : newestLike(store, versions, { ...schema, metadata });
}

async function newestLike(
  store: SubjectStore,
  versions: readonly SubjectVersion[],
  schema: ReadSchema,
): Promise<SubjectVersion | undefined> {
  const wanted = versionIn(schema.metadata);
  const asked = versions.filter((entry) => wanted === undefined || String(entry.version) === wanted);
  for (const version of asked.toReversed().slice(0, MOST_COMPARED))
    if (isLike((await entryOf(store, version)).schema, schema)) return version;
  return undefined;
}

/** The same but for the version in the metadata. */
function isLike(stored: SubjectSchema, { text, references, metadata }: ReadSchema): boolean {
  const own = withVersion(metadata, undefined);
  const isSame = stored.text === text && JSON.stringify(stored.references) === JSON.stringify(references);
  return isSame && own === withVersion(stored.metadata, undefined);
}
