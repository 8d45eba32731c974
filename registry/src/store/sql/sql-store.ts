import type { Kysely } from "kysely";
import { byteCache } from "../byte-cache.ts";
import type { CommitStore } from "../commit-store.ts";
import type { PackageStore } from "../package-store.ts";
import { auditAfter } from "../queries/audit-after.ts";
import * as commits from "../queries/commits.ts";
import { releaseContent } from "../queries/content.ts";
import { countAll } from "../queries/count-all.ts";
import { eventDocuments, eventVersions } from "../queries/events.ts";
import { findTarball, packageTags, packageVersions } from "../queries/packages.ts";
import { findReading } from "../queries/readings.ts";
import {
  findRelease,
  moduleNames,
  releasesAfter,
  releasesBefore,
  releasesById,
  versionsOf,
} from "../queries/releases.ts";
import { samplesAfter } from "../queries/samples.ts";
import * as subjects from "../queries/subjects.ts";
import { findToken, listTokens } from "../queries/tokens.ts";
import { listUsages } from "../queries/usages.ts";
import type { Store } from "../store.ts";
import type { NewSubjectVersion, SubjectSchema, SubjectStore } from "../subject-store.ts";
import type { OutcomeOf, Write, Writes } from "./apply-write.ts";
import type { Tables } from "./tables.ts";

/** Carries out writes in order, each durable when it resolves. */
export interface Writer {
  submit(write: Write): Promise<unknown>;
  /** How many writes are not settled. */
  queued(): number;
  /** False once it has ended by itself: then every write is rejected. */
  isAlive(): boolean;
  /** Ends after the writes under way. */
  close(): Promise<void>;
}

/** Makes a store of a database handle to read with, and a writer whose acknowledged writes that handle sees. */
export function sqlStore(reader: Kysely<Tables>, writer: Writer, closeReader: () => Promise<void>): Store {
  async function write<Kind extends keyof Writes>(kind: Kind, content: Writes[Kind]): Promise<OutcomeOf<Kind>> {
    return (await writer.submit({ kind, content } as Write)) as OutcomeOf<Kind>;
  }
  return {
    appendRelease: (release) => write("release", release),
    findRelease: (module, version) => findRelease(reader, module, version),
    releasesById: (ids) => releasesById(reader, ids),
    releaseContent: (id) => releaseContent(reader, id),
    moduleNames: (after, limit) => moduleNames(reader, after, limit),
    versionsOf: (module) => versionsOf(reader, module),
    releasesBefore: (module, beforeId, limit) => releasesBefore(reader, module, beforeId, limit),
    eventVersions: (event) => eventVersions(reader, event),
    eventDocuments: (releaseId) => eventDocuments(reader, releaseId),
    releasesAfter: (id, limit) => releasesAfter(reader, id, limit),
    auditAfter: (id, limit) => auditAfter(reader, id, limit),
    counts: () => countAll(reader),
    queuedWrites: () => writer.queued(),
    canWrite: () => writer.isAlive(),
    subjects: subjectStore(reader, write),
    packages: packageStore(reader, write),
    commits: commitStore(reader, write),
    tokens: {
      create: (token) => write("token", token),
      revoke: (revocation) => write("revocation", revocation),
      find: (id) => findToken(reader, id),
      list: () => listTokens(reader),
    },
    samples: {
      add: (samples) => write("samples", samples),
      after: (events, position, limit) => samplesAfter(reader, events, position, limit),
    },
    usage: { report: (usage) => write("usage", usage), list: () => listUsages(reader) },
    close: async () => {
      await writer.close();
      await closeReader();
    },
  };
}

type WriteKind = <Kind extends keyof Writes>(kind: Kind, content: Writes[Kind]) => Promise<OutcomeOf<Kind>>;

/** Bytes of schemas that a registry holds in memory. */
const CACHE_BYTES = 64 * 1024 * 1024;

function subjectStore(reader: Kysely<Tables>, write: WriteKind): SubjectStore {
  const kept = byteCache<SubjectSchema>(CACHE_BYTES);
  const schema: SubjectStore["schema"] = async (context, id) => {
    const key = `${id} ${context}`;
    const found = kept.get(key) ?? (await subjects.schemaById(reader, context, id));
    if (found !== undefined) kept.set(key, found, sizeOf(found));
    return found;
  };
  /** Who registers a schema reads it next. */
  const keepNew = (id: number, { context, guid, text, descriptor, references, metadata }: NewSubjectVersion) => {
    const stored = { context, id, guid, text, descriptor, references, metadata };
    kept.set(`${id} ${context}`, stored, sizeOf(stored));
  };
  return {
    register: async (version) => {
      const outcome = await write("version", version);
      if (outcome.kind === "stored" && outcome.isNewSchema) keepNew(outcome.version.schemaId, version);
      return outcome;
    },
    remove: (deletion) => write("deletion", deletion),
    changeSetting: (change) => write("setting", change),
    keepReading: (reading) => write("reading", reading),
    reading: (source) => findReading(reader, source),
    settingsAround: (context, subject, one, other) => subjects.settingsAround(reader, context, subject, one, other),
    settingsIn: (context, name) => subjects.subjectsWithSetting(reader, context, name),
    versions: (context, subject) => subjects.versionsOfSubject(reader, context, subject),
    subjects: (context) => subjects.listSubjects(reader, context),
    schema,
    schemasByGuid: async (guid) => {
      const places = await subjects.idsOfGuid(reader, guid);
      const found = await Promise.all(places.map(({ context, id }) => schema(context, id)));
      return found.filter((each) => each !== undefined);
    },
    uses: (context, schemaId) => subjects.usesOfSchema(reader, context, schemaId),
    referencedBy: (context, subject, version) => subjects.schemasReferringTo(reader, context, subject, version),
    contexts: () => subjects.listContexts(reader),
    highestId: (context) => subjects.highestSchemaId(reader, context),
  };
}

/** Bytes in memory, about. */
function sizeOf({ text, descriptor, metadata, references }: SubjectSchema): number {
  return 500 + 2 * (text.length + metadata.length) + descriptor.length + 200 * references.length;
}

function packageStore(reader: Kysely<Tables>, write: WriteKind): PackageStore {
  return {
    publish: (version) => write("package", version),
    changeTag: (change) => write("tag", change),
    versions: (name) => packageVersions(reader, name),
    tags: (name) => packageTags(reader, name),
    tarball: (name, version) => findTarball(reader, name, version),
  };
}

function commitStore(reader: Kysely<Tables>, write: WriteKind): CommitStore {
  return {
    createModule: (module) => write("module", module),
    append: (commits) => write("commits", commits),
    changeLabel: (change) => write("label", change),
    module: (name) => commits.findModule(reader, name),
    modules: () => commits.listModuleRecords(reader),
    commit: (id) => commits.findCommit(reader, id),
    files: (commitId) => commits.filesOf(reader, commitId),
    commits: (module) => commits.commitsOf(reader, module),
    labels: (module) => commits.labelsOf(reader, module),
    label: (id) => commits.findLabel(reader, id),
    labelHistory: (labelId) => commits.labelHistory(reader, labelId),
  };
}
