import type { SubjectReference } from "../store/subject-store.ts";
import { ConfluentError } from "./confluent-error.ts";

/** A schema as a client sends it. */
export interface SchemaRequest {
  /** .proto text or base64 of a file descriptor; empty takes over the latest version's. */
  readonly schema: string;
  readonly references: readonly SubjectReference[];
  /** JSON with sorted keys; empty without. */
  readonly metadata: string;
  /** Honoured while importing only. */
  readonly id?: number;
  readonly version?: number;
}

const MOST_SCHEMA = 4 * 1024 * 1024;
const MOST_REFERENCES = 1_000;

/** Reads the body of a request. Throws ConfluentError 42201 for other kinds of schemas and what is no schema. */
export function schemaRequest(body: unknown): SchemaRequest {
  if (typeof body !== "object" || body === null) throw invalid("the body must be a JSON object with the field schema");
  const { schema = "", schemaType, references, metadata, id, version } = body as Record<string, unknown>;
  if (schemaType !== "PROTOBUF")
    throw invalid(
      `schema type ${String(schemaType ?? "AVRO").slice(0, 40)} is not supported: this registry stores PROTOBUF`,
    );
  if (typeof schema !== "string") throw invalid("the field schema must be a string");
  if (schema.length > MOST_SCHEMA) throw new ConfluentError(42209, { size: schema.length, limit: MOST_SCHEMA });
  return {
    schema,
    references: readReferences(references),
    metadata: readMetadata(metadata),
    ...(isPositive(id) && { id }),
    ...(isPositive(version) && { version }),
  };
}

function readReferences(value: unknown): SubjectReference[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.length > MOST_REFERENCES) throw invalid("the field references must be a list");
  return value.map((entry) => {
    const { name, subject, version } = (entry ?? {}) as Record<string, unknown>;
    if (typeof name !== "string" || typeof subject !== "string" || !Number.isInteger(version))
      throw invalid("a reference needs name, subject and version");
    return { name, subject, version: version as number };
  });
}

/** Rule sets are left out: only clients that may run them could use them. */
function readMetadata(value: unknown): string {
  if (typeof value !== "object" || value === null) return "";
  const { tags, properties, sensitive } = value as Record<string, unknown>;
  const kept = Object.entries({ tags, properties, sensitive }).filter(([, part]) => hasContent(part));
  return kept.length === 0 ? "" : JSON.stringify(sorted(Object.fromEntries(kept)));
}

function hasContent(part: unknown): boolean {
  return typeof part === "object" && part !== null && Object.keys(part).length > 0;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

function isPositive(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0;
}

function invalid(reason: string): ConfluentError {
  return new ConfluentError(42201, { reason });
}
