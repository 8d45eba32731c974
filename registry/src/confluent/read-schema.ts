import { createHash } from "node:crypto";
import type { SubjectReference, SubjectStore } from "../store/subject-store.ts";
import { canonicalText } from "./canonical-text.ts";
import { compileText } from "./compile-text.ts";
import { ConfluentError, isConfluentError } from "./confluent-error.ts";
import { contentGuid } from "./content-guid.ts";
import { cleanDescriptor, type Dependency, encodeDescriptor, type LinkedSchema, linkSchema } from "./link-schema.ts";
import { resolveReferences } from "./resolve-references.ts";

/** A schema that was read: what is stored of it, and its types. */
export interface ReadSchema {
  readonly text: string;
  readonly descriptor: Uint8Array;
  readonly references: readonly SubjectReference[];
  readonly metadata: string;
  readonly guid: string;
  readonly linked: LinkedSchema;
}

/** A schema to read, in a context. */
export interface SchemaInput {
  readonly context: string;
  readonly schema: string;
  readonly references: readonly SubjectReference[];
  readonly metadata: string;
  readonly normalize: boolean;
}

/** Reads schemas from text or base64. */
export type SchemaReader = (input: SchemaInput) => Promise<ReadSchema>;

const MOST_KEPT = 1_000;

/** Makes a reader that remembers what it compiled, so that registering again costs no compiler. Throws ConfluentError 42201. */
export function schemaReader(store: SubjectStore): SchemaReader {
  const kept = new Map<string, Promise<Uint8Array>>();
  return async (input) => {
    const { references, dependencies } = await resolveReferences(store, input.context, input.references);
    const bytes = await descriptorOf(kept, input.schema, dependencies);
    const file = attempt(() => cleanDescriptor(bytes));
    const linked = attempt(() => linkSchema(file, dependencies));
    const text = canonicalText(linked, input.normalize);
    const guid = contentGuid({ text, references, metadata: input.metadata });
    return { text, descriptor: encodeDescriptor(file), references, metadata: input.metadata, guid, linked };
  };
}

function descriptorOf(
  kept: Map<string, Promise<Uint8Array>>,
  schema: string,
  dependencies: readonly Dependency[],
): Promise<Uint8Array> {
  const encoded = fromBase64(schema);
  if (encoded !== undefined) return Promise.resolve(encoded);
  const hash = createHash("sha256").update(schema);
  for (const { path, text } of dependencies) hash.update(`\0${path}\0`).update(text);
  const key = hash.digest("base64");
  const compiling = kept.get(key) ?? compileText(schema, dependencies);
  kept.delete(key);
  kept.set(key, compiling);
  compiling.catch(() => kept.delete(key));
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  return compiling;
}

/** Text is never valid base64: it has a space or a semicolon. */
function fromBase64(schema: string): Uint8Array | undefined {
  const compact = schema.trim();
  if (compact === "" || compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return undefined;
  return Buffer.from(compact, "base64");
}

function attempt<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (isConfluentError(cause)) throw cause;
    throw new ConfluentError(42201, { reason: cause instanceof Error ? cause.message : String(cause) });
  }
}
