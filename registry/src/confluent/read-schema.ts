import { createHash } from "node:crypto";
import { type ByteCache, byteCache } from "../store/byte-cache.ts";
import type { SubjectReference, SubjectStore } from "../store/subject-store.ts";
import { canonicalText } from "./canonical-text.ts";
import { compileSource } from "./compile-source.ts";
import { ConfluentError, isConfluentError } from "./confluent-error.ts";
import { contentGuid } from "./content-guid.ts";
import { cleanDescriptor, type Dependency, encodeDescriptor, type LinkedSchema, linkSchema } from "./link-schema.ts";
import { resolveReferences } from "./resolve-references.ts";
import { sourceText } from "./source-text.ts";

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

/** Bytes of what is remembered; what was read takes several times its text. */
const MOST_KEPT = 64 * 1024 * 1024;
const TIMES = 8;

/** Makes a reader that remembers what it read, so that registering again costs no compiler. Throws ConfluentError 42201. */
export function schemaReader(store: SubjectStore): SchemaReader {
  const kept = byteCache<Promise<Read>>(MOST_KEPT);
  return async ({ context, metadata, ...input }) => {
    const { references, dependencies } = await resolveReferences(store, context, input.references);
    const { text, descriptor, linked } = await remembered(kept, { ...input, dependencies });
    return { text, descriptor, references, metadata, guid: contentGuid({ text, references, metadata }), linked };
  };
}

/** What of a schema does not depend on where it is registered. */
type Read = Pick<ReadSchema, "text" | "descriptor" | "linked">;

interface Unread {
  readonly schema: string;
  readonly normalize: boolean;
  readonly dependencies: readonly Dependency[];
}

function remembered(kept: ByteCache<Promise<Read>>, unread: Unread): Promise<Read> {
  const hash = createHash("sha256").update(`${unread.normalize}\0`).update(unread.schema);
  for (const { path, text } of unread.dependencies) hash.update(`\0${path}\0`).update(text);
  const key = hash.digest("base64");
  const known = kept.get(key);
  if (known !== undefined) return known;
  const reading = readFresh(unread);
  kept.set(key, reading, 4_000 + TIMES * unread.schema.length);
  reading.catch(() => kept.delete(key));
  return reading;
}

async function readFresh({ schema, normalize, dependencies }: Unread): Promise<Read> {
  const given = fromBase64(schema);
  const file = given === undefined ? await compileSource(schema, dependencies) : attempt(() => cleanDescriptor(given));
  const linked = attempt(() => linkSchema(file, dependencies));
  // Text keeps its spelling, so that it is to the byte what the Confluent registry makes of it.
  const text = normalize || given !== undefined ? canonicalText(linked, normalize) : attempt(() => sourceText(schema));
  return { text, descriptor: encodeDescriptor(file), linked };
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
