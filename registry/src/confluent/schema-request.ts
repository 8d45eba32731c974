import type { SubjectReference } from "../store/subject-store.ts";
import { ConfluentError } from "./confluent-error.ts";
import { metadataText } from "./metadata.ts";

/** A schema as a client sends it. */
export interface SchemaRequest {
  /** .proto text or base64 of a file descriptor; empty takes over the latest version's. */
  readonly schema: string;
  readonly references: readonly SubjectReference[];
  /** JSON with sorted keys; empty without. */
  readonly metadata: string;
  /** Honoured while importing only. */
  readonly id?: number;
  /** While importing any version; otherwise the next one, or -1 for the latest. */
  readonly version?: number;
}

/** The version that stands for the latest. */
export const LATEST = -1;

const MOST_SCHEMA = 4 * 1024 * 1024;
const MOST_REFERENCES = 1_000;

/** Reads the body of a request; rule sets are left out, since only clients that may run them could use them. Throws ConfluentError 42201 for other kinds of schemas and what is no schema. */
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
    metadata: metadataText(metadata),
    ...(isPositive(id) && { id }),
    ...((isPositive(version) || version === LATEST) && { version }),
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

function isPositive(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0;
}

function invalid(reason: string): ConfluentError {
  return new ConfluentError(42201, { reason });
}
