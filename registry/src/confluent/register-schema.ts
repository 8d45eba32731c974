import type { SubjectStore, SubjectVersion } from "../store/subject-store.ts";
import { type Incompatibility, incompatibilities } from "./compatibility.ts";
import { ConfluentError } from "./confluent-error.ts";
import type { ReadSchema, SchemaReader } from "./read-schema.ts";
import type { SchemaRequest } from "./schema-request.ts";
import { checkWritable, effectiveConfig } from "./settings.ts";
import { type SubjectName, subjectText } from "./subject-name.ts";
import { entryOf, lookUp, type SubjectEntry } from "./subjects.ts";

/** What registering needs of its surroundings. */
export interface RegisterDeps {
  readonly store: SubjectStore;
  readonly read: SchemaReader;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const MOST_ATTEMPTS = 16;

/** Stores a schema as the next version of a subject; the same schema again gives the version it has. Throws ConfluentError. */
export async function registerSchema(
  deps: RegisterDeps,
  name: SubjectName,
  request: SchemaRequest,
  normalize: boolean,
  actor: string,
): Promise<SubjectEntry> {
  const { store } = deps;
  const mode = await checkWritable(store, name, subjectText(name));
  const importing = mode === "IMPORT";
  if (!importing && (request.id !== undefined || request.version !== undefined))
    throw new ConfluentError(42205, { reason: `Subject ${subjectText(name)} is not in import mode` });
  const schema = await readFor(deps, name, request, normalize);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const version = await decideAndStore(deps, name, request, schema, importing, actor);
    if (version !== undefined) return entryOf(store, version);
  }
  throw new ConfluentError(50001);
}

/** Reads a request's schema; an empty one is the latest version's with other metadata. */
export async function readFor(
  { store, read }: Pick<RegisterDeps, "store" | "read">,
  name: SubjectName,
  request: SchemaRequest,
  normalize: boolean,
): Promise<ReadSchema> {
  const config = await effectiveConfig(store, name);
  const { context } = name;
  const { metadata } = request;
  const options = { context, metadata, normalize: normalize || config.normalize === true };
  if (request.schema.trim() !== "") return read({ ...options, schema: request.schema, references: request.references });
  const latest = (await store.versions(context, name.subject)).findLast((entry) => !entry.deleted);
  if (latest === undefined) throw new ConfluentError(42201, { reason: "it is empty" });
  const { schema } = await entryOf(store, latest);
  return read({ ...options, schema: schema.text, references: schema.references });
}

async function decideAndStore(
  { store, now }: RegisterDeps,
  name: SubjectName,
  { id, version }: SchemaRequest,
  schema: ReadSchema,
  importing: boolean,
  actor: string,
): Promise<SubjectVersion | undefined> {
  const same = importing ? undefined : await lookUp(store, name, schema.guid, false);
  if (same !== undefined) return same;
  const versions = await store.versions(name.context, name.subject);
  const live = versions.filter((entry) => !entry.deleted);
  if (!importing) await checkCompatible(store, name, schema, live);
  const { text, descriptor, references, metadata, guid } = schema;
  const outcome = await store.register({
    ...{ context: name.context, subject: name.subject, text, descriptor, references, metadata, guid, actor },
    ...(id !== undefined && { id }),
    ...(version !== undefined && { version }),
    seen: { highest: versions.at(-1)?.version ?? 0, live: live.length },
    at: now(),
  });
  switch (outcome.kind) {
    case "stored":
    case "same":
      return outcome.version;
    case "stale":
      return undefined;
    case "released":
      throw new ConfluentError(42205, { reason: `Subject ${subjectText(name)} is made by releases and read-only` });
    case "mismatch":
      throw outcome.what === "id"
        ? new ConfluentError(42205, { reason: `Overwrite new schema with id ${id} is not permitted.` })
        : new ConfluentError(42205, { reason: `Version ${version} of ${subjectText(name)} holds another schema.` });
  }
}

async function checkCompatible(
  store: SubjectStore,
  name: SubjectName,
  schema: ReadSchema,
  live: readonly SubjectVersion[],
): Promise<void> {
  const config = await effectiveConfig(store, name);
  const found = await incompatibilities(store, schema, live, config);
  if (found.length === 0) return;
  const details = [...messagesOf(found), `{compatibility: '${config.compatibilityLevel}'}`].join(", ");
  throw new ConfluentError(40901, { subject: subjectText(name), details: `[${details}]` });
}

/** Says what does not fit, in the Confluent registry's words and order. */
export function messagesOf(found: readonly Incompatibility[]): string[] {
  return found.flatMap(({ version, text, differences }) => [
    ...differences.map(
      ({ type, path }) =>
        `{errorType:"${type}", description:"${sentence(type)} at path '${path}' in the new schema differs from the old schema"}`,
    ),
    `{oldSchemaVersion: ${version}}`,
    `{oldSchema: '${text}'}`,
  ]);
}

function sentence(type: string): string {
  const words = type.toLowerCase().replaceAll("_", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
