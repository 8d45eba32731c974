import type { SubjectStore, SubjectVersion } from "../store/subject-store.ts";
import { incompatibilities } from "./compatibility.ts";
import { ConfluentError } from "./confluent-error.ts";
import { contentGuid } from "./content-guid.ts";
import { mergedMetadata, metadataText, versionIn, withVersion } from "./metadata.ts";
import type { ReadSchema, SchemaReader } from "./read-schema.ts";
import { LATEST, type SchemaRequest } from "./schema-request.ts";
import { type Config, checkRegistrable, type Settings } from "./settings.ts";
import { type SubjectName, subjectText } from "./subject-name.ts";
import { entryOf, latestLike, lookUp, type SubjectEntry } from "./subjects.ts";

/** What registering needs of its surroundings. */
export interface RegisterDeps {
  readonly store: SubjectStore;
  readonly read: SchemaReader;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A schema to register. */
export interface Registration {
  readonly name: SubjectName;
  readonly settings: Settings;
  readonly request: SchemaRequest;
  readonly normalize: boolean;
  /** Who asks. */
  readonly actor: string;
}

const MOST_ATTEMPTS = 16;

/** Stores a schema as the next version of a subject; the same schema again gives the version it has. Throws ConfluentError. */
export async function registerSchema(deps: RegisterDeps, registration: Registration): Promise<SubjectEntry> {
  const { store } = deps;
  const { name, request, settings } = registration;
  checkRegistrable(settings, name, request.id !== undefined);
  const schema = await readFor(deps, registration, settings.config);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const versions = await store.versions(name.context, name.subject);
    const known = await registered(store, versions, request, schema);
    if (known !== undefined) {
      await keep(deps, registration, schema);
      return entryOf(store, known);
    }
    if (settings.mode === "IMPORT" && request.id === undefined)
      throw new ConfluentError(42205, { reason: `Subject ${subjectText(name)} is not in read-write mode` });
    const version = await storeNext(deps, registration, schema, versions);
    if (version !== undefined) return entryOf(store, version);
  }
  throw new ConfluentError(50001);
}

/** Keeps what a text that was sent in another spelling compiles to: then the next one who sends it needs no compiler. */
async function keep({ store, now }: RegisterDeps, { actor }: Registration, schema: ReadSchema): Promise<void> {
  const { text, descriptor, unkept } = schema;
  const source = unkept?.source;
  if (unkept === undefined || source === undefined) return;
  unkept.source = undefined;
  await store.keepReading({ source, text, descriptor, at: now(), actor });
}

/** Reads a request's schema; an empty one is the latest version's with other metadata. */
export async function readFor(
  { store, read }: Pick<RegisterDeps, "store" | "read">,
  { name, request, normalize }: Omit<Registration, "actor" | "settings">,
  config: Config,
): Promise<ReadSchema> {
  const { context } = name;
  const { metadata } = request;
  const options = { context, metadata, normalize: normalize || config.normalize === true };
  if (request.schema.trim() !== "") return read({ ...options, schema: request.schema, references: request.references });
  const latest = (await store.versions(context, name.subject)).findLast((entry) => !entry.deleted);
  if (latest === undefined) throw new ConfluentError(42201, { reason: "it is empty" });
  const { schema } = await entryOf(store, latest);
  return read({ ...options, schema: schema.text, references: schema.references });
}

/** The live version that a request without id and without a new version asks for again. */
async function registered(
  store: SubjectStore,
  versions: readonly SubjectVersion[],
  { id, version }: SchemaRequest,
  schema: ReadSchema,
): Promise<SubjectVersion | undefined> {
  if (id !== undefined || (version !== undefined && version !== LATEST)) return undefined;
  const live = versions.filter((entry) => !entry.deleted);
  const same = version === LATEST ? undefined : await lookUp(store, live, schema.guid);
  if (same !== undefined || versionIn(schema.metadata) !== undefined) return same;
  return latestLike(store, live, schema);
}

/** Stores the schema unless another version came between; checked against the configuration, which imports go without. */
async function storeNext(
  { store, now }: RegisterDeps,
  { name, settings, request, actor }: Registration,
  schema: ReadSchema,
  versions: readonly SubjectVersion[],
): Promise<SubjectVersion | undefined> {
  const config = settings.mode === "IMPORT" ? undefined : settings.config;
  const live = versions.filter((entry) => !entry.deleted);
  const highest = versions.at(-1)?.version ?? 0;
  const { id, version } = request;
  const completed =
    config === undefined ? schema : await completeMetadata(store, schema, { live, request, highest }, config);
  // What was left out is the version before's: then it may be the same again.
  const asksForNew = version !== undefined || versionIn(schema.metadata) !== undefined;
  const again = completed === schema || asksForNew ? undefined : await latestLike(store, live, completed);
  if (again !== undefined) return again;
  if (config !== undefined) {
    await checkCompatible(store, name, completed, live, config);
    if (isGiven(version) && version !== highest + 1)
      throw new ConfluentError(42201, { reason: "Version is not one more than previous version" });
  }
  const { text, descriptor, references, metadata, guid } = completed;
  const outcome = await store.register({
    ...{ context: name.context, subject: name.subject, text, descriptor, references, metadata, guid, actor },
    ...(id !== undefined && { id }),
    ...(isGiven(version) && { version }),
    source: schema.unkept?.source,
    seen: { highest, live: live.length },
    at: now(),
  });
  switch (outcome.kind) {
    case "stored":
      if (schema.unkept !== undefined) schema.unkept.source = undefined;
      return outcome.version;
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

function isGiven(version: number | undefined): version is number {
  return version !== undefined && version !== LATEST;
}

interface Position {
  readonly live: readonly SubjectVersion[];
  readonly request: SchemaRequest;
  readonly highest: number;
}

/** Metadata that a request leaves out are the previous version's; the configuration's go below or above them. */
async function completeMetadata(
  store: SubjectStore,
  schema: ReadSchema,
  { live, request, highest }: Position,
  { defaultMetadata, overrideMetadata }: Config,
): Promise<ReadSchema> {
  const latest = live.at(-1);
  const before = latest === undefined ? "" : (await entryOf(store, latest)).schema.metadata;
  const own = schema.metadata === "" ? before : schema.metadata;
  const merged = mergedMetadata(metadataText(defaultMetadata), own, metadataText(overrideMetadata));
  const isNumbered = request.version !== undefined || versionIn(merged) !== undefined;
  const metadata = isNumbered ? withVersion(merged, highest + 1) : merged;
  return metadata === schema.metadata ? schema : { ...schema, metadata, guid: contentGuid({ ...schema, metadata }) };
}

async function checkCompatible(
  store: SubjectStore,
  name: SubjectName,
  schema: ReadSchema,
  live: readonly SubjectVersion[],
  config: Config,
): Promise<void> {
  const found = await incompatibilities(store, schema, live, config);
  if (found.length === 0) return;
  throw new ConfluentError(40901, { subject: subjectText(name), details: `[${found.join(", ")}]` });
}
