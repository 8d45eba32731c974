import type { SubjectReference, SubjectSchema, SubjectStore } from "../store/subject-store.ts";
import { ConfluentError } from "./confluent-error.ts";
import type { Dependency } from "./link-schema.ts";
import { parseNamedSubject, subjectText } from "./subject-name.ts";

/** References with their versions settled, and all that they lead to, imports first. */
export interface ResolvedReferences {
  readonly references: readonly SubjectReference[];
  readonly dependencies: readonly Dependency[];
}

const MOST_DEPENDENCIES = 2_000;
const LATEST = -1;

/** Follows references, however deep. Throws ConfluentError 42201 when one leads nowhere or two schemas claim one path. */
export async function resolveReferences(
  store: SubjectStore,
  context: string,
  references: readonly SubjectReference[],
): Promise<ResolvedReferences> {
  const found = new Map<string, { dependency: Dependency; guid: string }>();
  const settled: SubjectReference[] = [];
  for (const reference of references) settled.push(await follow(store, context, reference, found));
  return { references: settled, dependencies: [...found.values()].map((entry) => entry.dependency) };
}

async function follow(
  store: SubjectStore,
  context: string,
  reference: SubjectReference,
  found: Map<string, { dependency: Dependency; guid: string }>,
): Promise<SubjectReference> {
  const { schema, version } = await referred(store, context, reference);
  const known = found.get(reference.name);
  if (known !== undefined && known.guid !== schema.guid)
    throw invalid(`two different schemas are referenced as ${reference.name}`);
  if (known === undefined) {
    for (const inner of schema.references) await follow(store, schema.context, inner, found);
    if (found.size >= MOST_DEPENDENCIES) throw invalid(`it leads to more than ${MOST_DEPENDENCIES} schemas`);
    const dependency = { path: reference.name, text: schema.text, descriptor: schema.descriptor };
    found.set(reference.name, { dependency, guid: schema.guid });
  }
  return { ...reference, version };
}

async function referred(
  store: SubjectStore,
  within: string,
  { subject, version, name }: SubjectReference,
): Promise<{ schema: SubjectSchema; version: number }> {
  const { context, subject: own } = parseNamedSubject(subject, within);
  const versions = await store.versions(context, own);
  const live = versions.filter((entry) => !entry.deleted);
  const entry = version === LATEST ? live.at(-1) : versions.find((each) => each.version === version);
  const schema = entry === undefined ? undefined : await store.schema(context, entry.schemaId);
  if (entry === undefined || schema === undefined)
    throw invalid(
      `No schema reference found for subject "${subjectText({ context, subject: own })}" and version ${version} (imported as ${name})`,
    );
  return { schema, version: entry.version };
}

function invalid(reason: string): ConfluentError {
  return new ConfluentError(42201, { reason });
}
