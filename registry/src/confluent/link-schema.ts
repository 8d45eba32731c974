import { create, createFileRegistry, type DescFile, type FileRegistry, fromBinary, toBinary } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorProtoSchema, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { implicitFile } from "./implicit-schemas.ts";

/** A schema that another imports, under the path it is imported by; those that it imports itself come before it. */
export interface Dependency {
  readonly path: string;
  readonly text: string;
  readonly descriptor: Uint8Array;
}

/** A file's descriptor among all that it imports. */
export interface LinkedSchema {
  readonly file: DescFile;
  readonly registry: FileRegistry;
}

/** The path that a schema has while nothing imports it. */
export const OWN_PATH = "default.proto";

/** Decodes a file descriptor and drops what only a compiler needs: comments, positions and buf's marks. */
export function cleanDescriptor(bytes: Uint8Array): FileDescriptorProto {
  const file = fromBinary(FileDescriptorProtoSchema, bytes);
  delete file.sourceCodeInfo;
  delete file.$unknown;
  file.name = OWN_PATH;
  return file;
}

/** Encodes a descriptor as it is stored. */
export function encodeDescriptor(file: FileDescriptorProto): Uint8Array {
  return toBinary(FileDescriptorProtoSchema, file);
}

/** Resolves a file's imports. Throws Error when one is missing or a type cannot be found. */
export function linkSchema(file: FileDescriptorProto, dependencies: readonly Dependency[]): LinkedSchema {
  const files = new Map<string, FileDescriptorProto>();
  const add = (proto: FileDescriptorProto) => {
    for (const path of proto.dependency) {
      const known = implicitFile(path);
      if (known !== undefined && !files.has(path)) add(known);
      if (!files.has(path))
        throw new Error(`${proto.name} imports ${path}, which is neither referenced nor well known`);
    }
    files.set(proto.name, proto);
  };
  for (const { path, descriptor } of dependencies) add(renamed(descriptor, path));
  add(file);
  const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: [...files.values()] }));
  const linked = registry.getFile(file.name);
  if (linked === undefined) throw new Error(`${file.name} cannot be linked`);
  return { file: linked, registry };
}

/** A copy by spreading would lose the defaults, which a proto2 message has on its prototype. */
function renamed(descriptor: Uint8Array, path: string): FileDescriptorProto {
  const file = fromBinary(FileDescriptorProtoSchema, descriptor);
  file.name = path;
  return file;
}
