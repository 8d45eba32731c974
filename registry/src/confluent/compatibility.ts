import { compareSchemas, isCompatible } from "@postel/compat";
import type { SubjectSchema, SubjectStore, SubjectVersion } from "../store/subject-store.ts";
import { describeDifference } from "./describe-difference.ts";
import { cleanDescriptor, type LinkedSchema, linkSchema } from "./link-schema.ts";
import { reservedFieldErrors } from "./reserved-fields.ts";
import { resolveReferences } from "./resolve-references.ts";
import type { Config } from "./settings.ts";

/** A new schema: its types, and its metadata as JSON. */
export interface Candidate {
  readonly linked: LinkedSchema;
  readonly metadata: string;
}

/**
 * Compares a new schema with earlier versions, newest last, as the configuration says: backward (it reads what they wrote), forward (they
 * read what it writes) or both; with the newest or, transitively, with all; and where fields are validated, with what is reserved. Returns
 * what the Confluent registry says of the first that does not fit; empty when all do.
 */
export async function incompatibilities(
  store: SubjectStore,
  candidate: Candidate,
  earlier: readonly SubjectVersion[],
  config: Config,
): Promise<string[]> {
  const reserved = config.validateFields === true ? await reservedErrors(store, candidate, earlier.at(-1)) : [];
  const errors = [...reserved, ...(await misfits(store, candidate, earlier, config))];
  return errors.length === 0 ? [] : [...errors, footer(config)];
}

async function reservedErrors(
  store: SubjectStore,
  { linked, metadata }: Candidate,
  latest: SubjectVersion | undefined,
): Promise<string[]> {
  const before = latest === undefined ? undefined : await store.schema(latest.context, latest.schemaId);
  return reservedFieldErrors(linked.file, metadata, before?.metadata);
}

async function misfits(
  store: SubjectStore,
  candidate: Candidate,
  earlier: readonly SubjectVersion[],
  config: Config,
): Promise<string[]> {
  const level = config.compatibilityLevel;
  if (level === "NONE") return [];
  const group = groupOf(candidate.metadata, config);
  for (const { context, schemaId, version } of earlier.toReversed()) {
    const schema = await store.schema(context, schemaId);
    if (schema === undefined || groupOf(schema.metadata, config) !== group) continue;
    const errors = errorsBetween(await linked(store, schema), candidate.linked, level);
    if (errors.length > 0) return [...errors, `{oldSchemaVersion: ${version}}`, `{oldSchema: '${schema.text}'}`];
    if (!level.endsWith("_TRANSITIVE")) return [];
  }
  return [];
}

function errorsBetween(before: LinkedSchema, after: LinkedSchema, level: string): string[] {
  const backward = level.startsWith("FORWARD") ? [] : errors(before, after, "new");
  const forward = level.startsWith("BACKWARD") ? [] : errors(after, before, "old");
  return [...backward, ...forward];
}

function errors(writer: LinkedSchema, reader: LinkedSchema, who: "new" | "old"): string[] {
  return compareSchemas(writer.file, reader.file)
    .filter((difference) => !isCompatible(difference))
    .map((difference) => describeDifference(difference, who));
}

function footer({ compatibilityLevel, validateFields }: Config): string {
  return `{validateFields: '${validateFields === true}', compatibility: '${compatibilityLevel}'}`;
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
