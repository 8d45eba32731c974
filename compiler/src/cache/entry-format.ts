import { hash } from "node:crypto";
import { type DescriptorSet, type FileOutline, outlineOf } from "@postel/proto";

/**
 * One compiled image in a file: a line `postel-image-2 <digest of the header> <its bytes>`, the header as JSON, then the
 * descriptors one after the other. The header names the key, so that an entry under a wrong name is noticed, and the digest of
 * every descriptor, so that a reader checks just what it reads.
 */
const MAGIC = "postel-image-2";

/** What the header says of one file. */
export interface EntryFile extends FileOutline {
  readonly path: string;
  readonly isImport: boolean;
  /** Bytes of the descriptor. */
  readonly size: number;
  /** SHA-256 of the descriptor, in hexadecimal. */
  readonly digest: string;
}

/** The header of an entry and where its content starts. */
export interface Entry {
  readonly files: readonly EntryFile[];
  /** Offset of the first descriptor. */
  readonly start: number;
  /** Offset behind the last descriptor: the size of a whole entry. */
  readonly end: number;
}

/** Encodes an image as the parts of an entry, in order. */
export function encodeEntry(key: string, set: DescriptorSet): Uint8Array[] {
  const files = set.files.map((file): EntryFile => {
    const { path, isImport, bytes } = file;
    return { path, isImport, size: bytes.length, digest: digestOf(bytes), ...outlineOf(file) };
  });
  const header = Buffer.from(JSON.stringify({ key, files }));
  return [
    Buffer.from(`${MAGIC} ${digestOf(header)} ${header.length}\n`),
    header,
    ...set.files.map(({ bytes }) => bytes),
  ];
}

/** Longest first line. */
export const FIRST_LINE_BYTES = 128;

/** Reads the first line of an entry; nothing when it is none. */
export function readFirstLine(bytes: Uint8Array): { digest: string; start: number; end: number } | undefined {
  const line = Buffer.from(bytes.subarray(0, FIRST_LINE_BYTES)).toString("latin1").split("\n")[0] ?? "";
  const [, digest, size] = /^postel-image-2 ([0-9a-f]{64}) (\d{1,9})$/.exec(line) ?? [];
  if (digest === undefined) return undefined;
  return { digest, start: line.length + 1, end: line.length + 1 + Number(size) };
}

/** Reads the header of an entry; nothing when it is damaged or belongs to another key. */
export function readHeader(key: string, digest: string, header: Uint8Array, start: number): Entry | undefined {
  if (digestOf(header) !== digest) return undefined;
  const value = JSON.parse(Buffer.from(header).toString("utf8")) as { key: string; files: EntryFile[] };
  if (value.key !== key) return undefined;
  return { files: value.files, start, end: value.files.reduce((end, { size }) => end + size, start) };
}

/** The digest that entries use. */
export function digestOf(bytes: Uint8Array): string {
  return hash("sha256", bytes);
}
