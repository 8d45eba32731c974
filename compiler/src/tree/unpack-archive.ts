import { posix } from "node:path";
import { CompilerError } from "../errors.ts";
import { decompress } from "../image/read-image.ts";
import type { ArchiveSource } from "../source/source.ts";
import { isRelevant, type Tree } from "./tree.ts";

/** Bytes of all files that the compiler reads. */
const MAX_BYTES = 2 ** 30;

/** Unpacks what the compiler reads of an archive. Throws CompilerError `archive_corrupt`. */
export async function unpackArchive(source: ArchiveSource, bytes: Uint8Array): Promise<Tree> {
  const { path, format, stripComponents = 0 } = source;
  try {
    const whole = format === "tar" ? await decompress(bytes, source.compression, path) : bytes;
    const entries = format === "tar" ? await untar(whole) : await unzip(whole);
    return new Map(entries.flatMap(([name, content]) => strip(name, content, stripComponents)));
  } catch (error) {
    throw new CompilerError("archive_corrupt", { path, format, why: (error as Error).message }, error);
  }
}

type Entry = readonly [path: string, content: Uint8Array];

function strip(name: string, content: Uint8Array, count: number): Entry[] {
  const path = posix.normalize(name).split("/").slice(count).join("/");
  return path === "" || path.startsWith("/") || path.startsWith("..") ? [] : [[path, content]];
}

async function untar(bytes: Uint8Array): Promise<Entry[]> {
  const { Parser } = await import("tar");
  const pending: Promise<Entry>[] = [];
  const limit = limiter();
  await new Promise<void>((resolve, reject) => {
    const parser = new Parser({
      strict: true,
      onReadEntry: (entry) => {
        if (entry.type !== "File" || !isRelevant(entry.path)) return entry.resume();
        limit(entry.size);
        pending.push(entry.concat().then((content) => [entry.path, content] as const));
      },
    });
    parser.on("end", resolve);
    parser.on("error", reject);
    parser.end(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
  return Promise.all(pending);
}

async function unzip(bytes: Uint8Array): Promise<Entry[]> {
  const { unzipSync } = await import("fflate");
  const limit = limiter();
  const filter = ({ name, originalSize }: { name: string; originalSize: number }) => {
    if (!isRelevant(name)) return false;
    limit(originalSize);
    return true;
  };
  return Object.entries(unzipSync(bytes, { filter }));
}

function limiter(): (size: number) => void {
  let total = 0;
  return (size) => {
    total += size;
    if (total > MAX_BYTES) throw new Error(`it holds more than ${MAX_BYTES / 2 ** 20} MB of schemas`);
  };
}
