import type { DescriptorSet } from "@postel/proto";
import { CompatError } from "../errors.ts";
import type { EnumElement, FileElement, MessageElement } from "./elements.ts";
import { openFile } from "./file.ts";
import { remember } from "./remember.ts";

/** A descriptor set, skimmed: files by path and by package; everything else is read when somebody asks. */
export interface Schema {
  readonly files: ReadonlyMap<string, FileElement>;
  readonly packages: ReadonlyMap<string, readonly FileElement[]>;
}

/** Skims every file of a set; the same set gives the same schema. Throws CompatError when a file is cut short or there twice. */
export const openSchema: (set: DescriptorSet) => Schema = remember(readSchema);

function readSchema(set: DescriptorSet): Schema {
  const files = new Map<string, FileElement>();
  const packages = new Map<string, FileElement[]>();
  for (const source of set.files) {
    if (files.has(source.path)) throw new CompatError("DUPLICATE_FILE", { path: source.path });
    const file = openFile(source);
    files.set(file.path, file);
    const siblings = packages.get(file.package);
    if (siblings === undefined) packages.set(file.package, [file]);
    else siblings.push(file);
  }
  return { files, packages };
}

/** Finds an enum by its full name, decoding no more files than may hold it. */
export function findEnum(schema: Schema, fullName: string): EnumElement | undefined {
  return find(schema, fullName, enumsByName);
}

/** Finds a message by its full name, decoding no more files than may hold it. */
export function findMessage(schema: Schema, fullName: string): MessageElement | undefined {
  return find(schema, fullName, messagesByName);
}

const enumsByName = remember(
  ({ elements }: FileElement) => new Map(elements.enums.map((found) => [found.fullName, found])),
);
const messagesByName = remember(
  ({ elements }: FileElement) => new Map(elements.messages.map((found) => [found.fullName, found])),
);

function find<E>(
  schema: Schema,
  fullName: string,
  byName: (file: FileElement) => ReadonlyMap<string, E>,
): E | undefined {
  for (const file of filesThatMayHold(schema, fullName)) {
    const element = byName(file).get(fullName);
    if (element !== undefined) return element;
  }
  return undefined;
}

function* filesThatMayHold(schema: Schema, fullName: string): Generator<FileElement> {
  const shortName = Buffer.from(fullName.slice(fullName.lastIndexOf(".") + 1));
  for (let end = fullName.lastIndexOf("."); ; end = fullName.lastIndexOf(".", end - 1)) {
    for (const file of schema.packages.get(fullName.slice(0, Math.max(end, 0))) ?? [])
      if (mentions(file, shortName)) yield file;
    if (end <= 0) return;
  }
}

/** Tells whether a file's bytes contain a text; true does not prove that the file means it. */
export function mentions(file: FileElement, text: Buffer): boolean {
  const { buffer, byteOffset, byteLength } = file.bytes;
  return Buffer.from(buffer, byteOffset, byteLength).includes(text);
}
