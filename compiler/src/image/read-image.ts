import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { gunzip, zstdDecompress } from "node:zlib";
import { type DescriptorSet, readDescriptorSet } from "@postel/proto";
import { CompilerError } from "../errors.ts";
import type { Compression } from "../source/source.ts";
import { isFileDescriptor } from "./check-structure.ts";

const MAX_BYTES = 2 ** 31 - 1;

/** Images up to this size are checked down to the last comment, larger ones down to the last declaration: 0.1 s of 0.6 s. */
const MAX_CHECKED_WHOLE = 2 ** 24;

/** Reads a file, or standard input for `-`. Throws CompilerError `source_missing` or `source_unreadable`. */
export async function readBytes(path: string, cwd: string, stdin: Uint8Array | undefined): Promise<Uint8Array> {
  if (path === "-") return stdin ?? readStandardInput();
  try {
    return await readFile(resolve(cwd, path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT")
      throw new CompilerError("source_missing", { path, cwd }, error);
    throw new CompilerError("source_unreadable", { path, why: (error as Error).message }, error);
  }
}

/** Undoes a compression, up to 2 GiB. Throws CompilerError `image_corrupt`. */
export async function decompress(bytes: Uint8Array, compression: Compression, path: string): Promise<Uint8Array> {
  if (compression === "none") return bytes;
  const limits = { maxOutputLength: MAX_BYTES };
  try {
    return await (compression === "gzip" ? promisify(gunzip)(bytes, limits) : promisify(zstdDecompress)(bytes, limits));
  } catch (error) {
    throw new CompilerError(
      "image_corrupt",
      { path, why: `its ${compression} compression is broken (${(error as Error).message})` },
      error,
    );
  }
}

/** Cuts an encoded image into files without decoding them. Throws CompilerError `image_corrupt`. */
export function parseImage(bytes: Uint8Array, path: string): DescriptorSet {
  const set = readOrThrow(bytes, path);
  if (set.files.length === 0) throw new CompilerError("image_corrupt", { path, why: "it holds no file" });
  const withSourceInfo = bytes.length <= MAX_CHECKED_WHOLE;
  const seen = new Set<string>();
  for (const file of set.files) {
    const why = nameFault(file.path);
    if (why !== undefined) throw new CompilerError("image_corrupt", { path, why });
    if (seen.has(file.path)) throw new CompilerError("image_corrupt", { path, why: `it holds ${file.path} twice` });
    seen.add(file.path);
    if (!isFileDescriptor(file.bytes, withSourceInfo))
      throw new CompilerError("image_corrupt", { path, why: `its file ${file.path} is damaged` });
  }
  return set;
}

/** Others write files where their names say, so none may lead out of its folder. */
function nameFault(name: string): string | undefined {
  if (name === "") return "it holds a file without a name";
  if (name.split("/").every((part) => part !== "" && part !== "." && part !== "..")) return undefined;
  return `it holds a file named ${JSON.stringify(name)}, which is no path within a module`;
}

function readOrThrow(bytes: Uint8Array, path: string): DescriptorSet {
  try {
    return readDescriptorSet(bytes);
  } catch (error) {
    throw new CompilerError(
      "image_corrupt",
      { path, why: `it is cut short or not Protobuf (${(error as Error).message})` },
      error,
    );
  }
}

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
