import { create, createFileRegistry, type FileRegistry, fromBinary, toBinary } from "@bufbuild/protobuf";
import { BinaryReader, BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { type FileDescriptorProto, FileDescriptorProtoSchema, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";

/** What can be known of a file without decoding it. */
export interface FileOutline {
  readonly package: string;
  /** Paths of the imported files, in the order of the file; `import option` comes last. */
  readonly imports: readonly string[];
  /** Those of them that importers of this file see as well. */
  readonly publicImports: readonly string[];
}

/** One compiled .proto file: its bytes as the compiler wrote them, decoded on first use. */
export interface SchemaFile {
  /** Path within its module, such as `shop/orders/v1/order_placed.proto`. */
  readonly path: string;
  /** Encoded google.protobuf.FileDescriptorProto; may carry source info. */
  readonly bytes: Uint8Array;
  /** True when the file is here only because another file imports it. */
  readonly isImport: boolean;
  /** The decoded descriptor; decoding happens once, on first access. */
  readonly descriptor: FileDescriptorProto;
  /** What was noted of the file, so that its bytes need not be read for it; see `outlineOf`. */
  readonly outline?: FileOutline;
}

/** Compiled schemas; every import comes before the files that import it. */
export interface DescriptorSet {
  readonly files: readonly SchemaFile[];
}

/** Makes a file from its encoded descriptor without decoding it. */
export function schemaFile(path: string, bytes: Uint8Array, isImport: boolean): SchemaFile {
  let decoded: FileDescriptorProto | undefined;
  return {
    path,
    bytes,
    isImport,
    get descriptor() {
      decoded ??= fromBinary(FileDescriptorProtoSchema, bytes);
      return decoded;
    },
  };
}

/**
 * Cuts an encoded google.protobuf.FileDescriptorSet (or buf image) into files, decoding none of them.
 * Imports are recognised by buf's image extension; without it every file is a target.
 * Throws RangeError or Error when the bytes are cut short or no descriptor set.
 */
export function readDescriptorSet(bytes: Uint8Array): DescriptorSet {
  const reader = new BinaryReader(bytes);
  const files: SchemaFile[] = [];
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === 1 && wireType === WireType.LengthDelimited) files.push(skim(reader.bytes()));
    else reader.skip(wireType, field);
  }
  return { files };
}

/** Encodes the files as a google.protobuf.FileDescriptorSet, byte for byte as they were read. */
export function writeDescriptorSet(set: DescriptorSet): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  for (const file of set.files) writer.tag(1, WireType.LengthDelimited).bytes(file.bytes);
  return writer.finish();
}

/** Makes a set from decoded descriptors, as tests and generators have them. */
export function descriptorSetOf(files: readonly FileDescriptorProto[], imports: ReadonlySet<string>): DescriptorSet {
  return {
    files: files.map((file) =>
      schemaFile(file.name, toBinary(FileDescriptorProtoSchema, file), imports.has(file.name)),
    ),
  };
}

const registries = new WeakMap<DescriptorSet, FileRegistry>();

/** Returns the set's descriptors by name; the same set gives the same registry. Throws when an import is missing. */
export function registryOf(set: DescriptorSet): FileRegistry {
  const known = registries.get(set);
  if (known !== undefined) return known;
  const registry = createFileRegistry(
    create(FileDescriptorSetSchema, { file: set.files.map((file) => file.descriptor) }),
  );
  registries.set(set, registry);
  return registry;
}

const PATH_FIELD = 1;
/** `buf.alpha.image.v1.ImageFileExtension`, which buf writes into every file of an image. */
const BUF_EXTENSION_FIELD = 8042;
const BUF_IS_IMPORT_FIELD = 1;

function skim(bytes: Uint8Array): SchemaFile {
  const reader = new BinaryReader(bytes);
  let path = "";
  let isImport = false;
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === PATH_FIELD && wireType === WireType.LengthDelimited) path = reader.string();
    else if (field === BUF_EXTENSION_FIELD && wireType === WireType.LengthDelimited)
      isImport = readIsImport(reader.bytes());
    else reader.skip(wireType, field);
  }
  return schemaFile(path, bytes, isImport);
}

function readIsImport(bytes: Uint8Array): boolean {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === BUF_IS_IMPORT_FIELD && wireType === WireType.Varint) return reader.bool();
    reader.skip(wireType, field);
  }
  return false;
}
