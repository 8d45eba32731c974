import { gzipSync } from "node:zlib";
import { Header, Pax } from "tar";

/** Files of a package by their path in it, such as `dist/v2/order-placed.js`. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>;

/** The date that `npm pack` gives every file. */
const MTIME = new Date("1985-10-26T08:15:00.000Z");
const BLOCK = 512;
/** Byte of a gzip header that names the operating system, and its value for "unknown". */
const GZIP_OS = { at: 9, unknown: 255 };

/** Packs a package as npm does. The same files give the same bytes, on every machine, at any time. */
export function tarball(files: PackageFiles): Uint8Array {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  const blocks = sorted.flatMap(([path, content]) => entry(`package/${path}`, content));
  const packed = gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]), { level: 9 });
  packed[GZIP_OS.at] = GZIP_OS.unknown;
  return packed;
}

function entry(path: string, content: Uint8Array): Uint8Array[] {
  const data = { path, mode: 0o644, size: content.length, mtime: MTIME, type: "File" as const };
  const header = new Header(data);
  const block = Buffer.alloc(BLOCK);
  const tooLong = header.encode(block);
  const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
  return [...(tooLong ? [new Pax({ path, mtime: MTIME }).encode()] : []), block, content, padding];
}
