import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import type { FileOutline, SchemaFile } from "./descriptor-set.ts";

const PACKAGE = 2;
const DEPENDENCY = 3;
const PUBLIC_DEPENDENCY = 10;
const OPTION_DEPENDENCY = 15;

const known = new WeakMap<SchemaFile, FileOutline>();

/** Returns a file's outline: the one it carries, or else what its bytes say, skimmed once. Throws when they are cut short. */
export function outlineOf(file: SchemaFile): FileOutline {
  const noted = file.outline ?? known.get(file);
  if (noted !== undefined) return noted;
  const outline = skim(file.bytes);
  known.set(file, outline);
  return outline;
}

function skim(bytes: Uint8Array): FileOutline {
  const reader = new BinaryReader(bytes);
  const imports: string[] = [];
  const optionImports: string[] = [];
  const publicIndexes: number[] = [];
  let name = "";
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    const isText = wireType === WireType.LengthDelimited;
    if (field === PACKAGE && isText) name = reader.string();
    else if (field === DEPENDENCY && isText) imports.push(reader.string());
    else if (field === OPTION_DEPENDENCY && isText) optionImports.push(reader.string());
    else if (field === PUBLIC_DEPENDENCY && wireType === WireType.Varint) publicIndexes.push(reader.int32());
    else reader.skip(wireType, field);
  }
  const publicImports = publicIndexes.flatMap((index) => imports[index] ?? []);
  return { package: name, imports: [...imports, ...optionImports], publicImports };
}

const twins = new WeakMap<SchemaFile, SchemaFile>();

/** Returns a file as a target or as an import, without reading it; the same file gives the same object. */
export function markedFile(file: SchemaFile, isImport: boolean): SchemaFile {
  if (file.isImport === isImport) return file;
  const twin = twins.get(file) ?? turned(file);
  twins.set(file, twin);
  return twin;
}

function turned(file: SchemaFile): SchemaFile {
  return {
    path: file.path,
    isImport: !file.isImport,
    get bytes() {
      return file.bytes;
    },
    get descriptor() {
      return file.descriptor;
    },
    get outline() {
      return outlineOf(file);
    },
  };
}
