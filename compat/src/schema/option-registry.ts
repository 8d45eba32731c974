import { create, createFileRegistry, type Registry } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import type { FileElement } from "./elements.ts";
import { remember } from "./remember.ts";
import { mentions, type Schema } from "./schema.ts";

/** The types of all custom options that a schema declares; undefined when their files do not fit together. */
export const optionRegistry: (schema: Schema) => Registry | undefined = remember(buildRegistry);

const OPTIONS = /^google\.protobuf\.\w+Options$/;
const DESCRIPTOR_PROTO = "google/protobuf/descriptor.proto";

function buildRegistry(schema: Schema): Registry | undefined {
  const files = new Map<string, FileDescriptorProto>();
  for (const file of schema.files.values()) if (declaresOptions(file)) addWithImports(schema, file, files);
  try {
    return createFileRegistry(create(FileDescriptorSetSchema, { file: [...files.values()] }));
  } catch {
    // An image may lack imports; options are then told by their bytes.
    return undefined;
  }
}

function declaresOptions(file: FileElement): boolean {
  if (!file.imports.includes(DESCRIPTOR_PROTO) || !mentions(file, Buffer.from("Options"))) return false;
  return file.elements.extensions.some(({ extendee }) => OPTIONS.test(extendee));
}

/** Imports first, which is the order that a registry needs. */
function addWithImports(schema: Schema, file: FileElement, files: Map<string, FileDescriptorProto>): void {
  if (files.has(file.path)) return;
  for (const path of file.imports) {
    const imported = schema.files.get(path);
    if (imported !== undefined && imported !== file) addWithImports(schema, imported, files);
  }
  files.set(file.path, file.proto);
}
