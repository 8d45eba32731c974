import { hash } from "node:crypto";
import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt";
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
  /** What it was compiled from, while the store does not know it. */
  readonly unkept: Unkept | undefined;
}

/** What a text was compiled from; forgotten once the store keeps what came of it. */
interface Unkept {
  source: string | undefined;
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
    const read = await remembered(store, kept, { ...input, dependencies });
    return { ...read, references, metadata, guid: contentGuid({ text: read.text, references, metadata }) };
  };
}

/** What of a schema does not depend on where it is registered. */
type Read = Pick<ReadSchema, "text" | "descriptor" | "linked" | "unkept">;

interface Unread {
  readonly schema: string;
  readonly normalize: boolean;
  readonly dependencies: readonly Dependency[];
}

function remembered(store: SubjectStore, kept: ByteCache<Promise<Read>>, unread: Unread): Promise<Read> {
  const source = sourceOf(unread);
  const known = kept.get(source);
  if (known !== undefined) return known;
  const reading = readFresh(store, unread, source);
  kept.set(source, reading, 4_000 + TIMES * unread.schema.length);
  reading.catch(() => kept.delete(source));
  return reading;
}

/** Digest of all that a compiler sees. */
function sourceOf({ schema, normalize, dependencies }: Unread): string {
  const seen = [normalize, schema, ...dependencies.flatMap(({ path, text }) => [path, text])];
  return `sha256:${hash("sha256", JSON.stringify(seen))}`;
}

async function readFresh(
  store: SubjectStore,
  { schema, normalize, dependencies }: Unread,
  source: string,
): Promise<Read> {
  const link = (file: FileDescriptorProto) => attempt(() => linkSchema(file, dependencies));
  const bytes = fromBase64(schema);
  const known = bytes === undefined ? await store.reading(source) : undefined;
  if (known !== undefined) {
    const { text, descriptor } = known;
    return { text, descriptor, linked: link(cleanDescriptor(descriptor)), unkept: undefined };
  }
  const file = bytes === undefined ? await compileSource(schema, dependencies) : attempt(() => cleanDescriptor(bytes));
  const linked = link(file);
  // Text keeps its spelling, so that it is to the byte what the Confluent registry makes of it.
  const text = normalize || bytes !== undefined ? canonicalText(linked, normalize) : attempt(() => sourceText(schema));
  return { text, descriptor: encodeDescriptor(file), linked, unkept: bytes === undefined ? { source } : undefined };
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
