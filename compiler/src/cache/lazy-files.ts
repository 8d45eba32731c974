import { closeSync, openSync, readSync, rmSync } from "node:fs";
import { type FileOutline, type SchemaFile, schemaFile } from "@postel/proto";
import { CompilerError } from "../errors.ts";
import { digestOf, type Entry, type EntryFile } from "./entry-format.ts";

/**
 * Makes the files of an entry without reading them: each is read and checked on first use, which throws CompilerError
 * `cache_damaged` and removes the entry when it is not what was stored.
 */
export function lazyFiles(file: string, entry: Entry): SchemaFile[] {
  let position = entry.start;
  return entry.files.map((listed) => {
    const at = position;
    position += listed.size;
    return lazyFile(listed, () => readPart(file, at, listed));
  });
}

function lazyFile({ path, isImport, ...listed }: EntryFile, read: () => Uint8Array): SchemaFile {
  let loaded: SchemaFile | undefined;
  const load = () => {
    loaded ??= schemaFile(path, read(), isImport);
    return loaded;
  };
  return {
    path,
    isImport,
    outline: outlineIn(listed),
    get bytes() {
      return load().bytes;
    },
    get descriptor() {
      return load().descriptor;
    },
  };
}

function readPart(file: string, position: number, { path, size, digest }: EntryFile): Uint8Array {
  const bytes = Buffer.alloc(size);
  try {
    const handle = openSync(file, "r");
    try {
      readSync(handle, bytes, 0, size, position);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    throw new CompilerError("cache_damaged", { path, file }, error);
  }
  if (digestOf(bytes) === digest) return bytes;
  rmSync(file, { force: true });
  throw new CompilerError("cache_damaged", { path, file });
}

function outlineIn({ package: name, imports, publicImports }: FileOutline): FileOutline {
  return { package: name, imports, publicImports };
}
