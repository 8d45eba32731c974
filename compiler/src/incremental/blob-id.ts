import { hash } from "node:crypto";
import { closeSync, openSync, readFileSync, readSync } from "node:fs";

/** What a repository names content with. */
export type BlobAlgorithm = "sha1" | "sha256";

/** Room before the content for `blob <size>`. */
const HEADER_BYTES = 32;
const ROOM = Buffer.allocUnsafeSlow(2 ** 18);

/**
 * Digests a file's content as git does: with SHA-1 or, in repositories that have longer ids, SHA-256. Files that fit are read
 * into the same memory every time, since thousands are read at once.
 */
export function blobId(file: string, algorithm: BlobAlgorithm): string {
  const size = readInto(file);
  if (size === ROOM.length - HEADER_BYTES) return large(readFileSync(file), algorithm);
  const header = `blob ${size}\0`;
  ROOM.write(header, HEADER_BYTES - header.length, "latin1");
  return hash(algorithm, ROOM.subarray(HEADER_BYTES - header.length, HEADER_BYTES + size));
}

/** Returns the bytes read; as many as there is room for when the file may be longer. */
function readInto(file: string): number {
  const handle = openSync(file, "r");
  try {
    return readSync(handle, ROOM, HEADER_BYTES, ROOM.length - HEADER_BYTES, 0);
  } finally {
    closeSync(handle);
  }
}

function large(content: Buffer, algorithm: BlobAlgorithm): string {
  return hash(algorithm, Buffer.concat([Buffer.from(`blob ${content.length}\0`), content]));
}
