import { compareSchemas, type Difference, isCompatible } from "@postel/compat";
import type { SubjectSchema, SubjectStore, SubjectVersion } from "../store/subject-store.ts";
import { cleanDescriptor, type LinkedSchema, linkSchema } from "./link-schema.ts";
import { resolveReferences } from "./resolve-references.ts";
import type { Config } from "./settings.ts";

/** A version that the new schema does not get along with. */
export interface Incompatibility {
  readonly version: number;
  readonly text: string;
  readonly differences: readonly Difference[];
}

/** A new schema: its types, and its metadata as JSON. */
export interface Candidate {
  readonly linked: LinkedSchema;
  readonly metadata: string;
}

/**
 * Compares a new schema with earlier versions, newest last, as the configuration says: backward (it reads what they wrote), forward (they
 * read what it writes) or both; with the newest or, transitively, with all.
 */
export async function incompatibilities(
  store: SubjectStore,
  candidate: Candidate,
  earlier: readonly SubjectVersion[],
  config: Config,
): Promise<Incompatibility[]> {
  const level = config.compatibilityLevel;
  if (level === "NONE") return [];
  const schemas = await schemasOf(store, earlier);
  const sameGroup = schemas.filter(
    ({ schema }) => groupOf(schema.metadata, config) === groupOf(candidate.metadata, config),
  );
  const compared = level.endsWith("_TRANSITIVE") ? sameGroup.toReversed() : sameGroup.slice(-1);
  const found: Incompatibility[] = [];
  for (const { version, schema } of compared) {
    const differences = compare(await linked(store, schema), candidate.linked, level);
    if (differences.length > 0) found.push({ version, text: schema.text, differences });
  }
  return found;
}

function compare(before: LinkedSchema, after: LinkedSchema, level: string): Difference[] {
  const backward = level.startsWith("FORWARD") ? [] : compareSchemas(before.file, after.file);
  const forward = level.startsWith("BACKWARD") ? [] : compareSchemas(after.file, before.file);
  return [...backward, ...forward].filter((difference) => !isCompatible(difference));
}

async function schemasOf(store: SubjectStore, versions: readonly SubjectVersion[]) {
  const found: { version: number; schema: SubjectSchema }[] = [];
  for (const { context, schemaId, version } of versions) {
    const schema = await store.schema(context, schemaId);
    if (schema !== undefined) found.push({ version, schema });
  }
  return found;
}

async function linked(store: SubjectStore, schema: SubjectSchema): Promise<LinkedSchema> {
  const { dependencies } = await resolveReferences(store, schema.context, schema.references);
  return linkSchema(cleanDescriptor(schema.descriptor), dependencies);
}

/** Versions are compared only with those that have the same value of the property that the configuration names. */
function groupOf(metadata: string, config: Config): unknown {
  const property = config.compatibilityGroup;
  if (typeof property !== "string" || metadata === "") return undefined;
  const { properties } = JSON.parse(metadata) as { properties?: Record<string, unknown> };
  return properties !== undefined && Object.hasOwn(properties, property) ? properties[property] : undefined;
}
