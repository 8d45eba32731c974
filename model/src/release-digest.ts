import { createHash } from "node:crypto";
import { BinaryReader } from "@bufbuild/protobuf/wire";
import type { DescriptorSet } from "@postel/proto";

/** What a release's digest covers. */
export interface ReleaseContent {
  /** The module's files with comments, and all their imports marked as such. */
  readonly set: DescriptorSet;
  /** The files released beside the schemas: `*.upcast.ts`, examples, goldens. */
  readonly files: readonly { readonly path: string; readonly content: Uint8Array }[];
  /** Version of the generator that made the npm package; may be empty. */
  readonly generatorVersion: string;
}

/**
 * Computes the release digest, `sha256:` and 64 hexadecimal digits.
 *
 * It is the hash of a manifest with one line per part, sorted by path, so neither the order of files nor the marks that buf puts into its
 * images (field 8042) matter: `schema <hash> <path>` for own files, `import …` for the others, `file …`, `generator <version>`. Hashes are
 * `sha256:` and hexadecimal digits; paths and the version are JSON strings.
 */
export function releaseDigest(content: ReleaseContent): string {
  const schemas = content.set.files.map((file) => ({
    path: file.path,
    line: manifestLine(file.isImport ? "import" : "schema", withoutImageMarks(file.bytes), file.path),
  }));
  const files = content.files.map((file) => ({ path: file.path, line: manifestLine("file", file.content, file.path) }));
  const lines = [
    "postel release 1",
    `generator ${JSON.stringify(content.generatorVersion)}`,
    ...inPathOrder(schemas),
    ...inPathOrder(files),
  ];
  return sha256(`${lines.join("\n")}\n`);
}

function inPathOrder(entries: readonly { path: string; line: string }[]): string[] {
  return entries.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)).map((entry) => entry.line);
}

function manifestLine(kind: string, bytes: Uint8Array, path: string): string {
  return `${kind} ${sha256(bytes)} ${JSON.stringify(path)}`;
}

function sha256(data: string | Uint8Array): string {
  return `sha256:${createHash("sha256").update(data).digest("hex")}`;
}

/** `buf.alpha.image.v1.ImageFileExtension`: import flags, different between two images of one file. */
const IMAGE_MARKS_FIELD = 8042;

function withoutImageMarks(bytes: Uint8Array): Uint8Array {
  const reader = new BinaryReader(bytes);
  const kept: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const start = reader.pos;
    const [field, wireType] = reader.tag();
    reader.skip(wireType, field);
    if (field !== IMAGE_MARKS_FIELD) kept.push(bytes.subarray(start, reader.pos));
  }
  return Buffer.concat(kept);
}
