import { toBinary } from "@bufbuild/protobuf";
import { type CodeGeneratorRequest, type FileDescriptorProto, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import type { DescriptorSet, SchemaFile } from "@postel/proto";

const known = new WeakMap<CodeGeneratorRequest, DescriptorSet>();

/** Notes which set a request was made from, so that several requests share what was read from it. */
export function rememberSet(request: CodeGeneratorRequest, set: DescriptorSet): void {
  known.set(request, set);
}

/** The schemas of a request; the same request gives the same set. */
export function setOfRequest(request: CodeGeneratorRequest): DescriptorSet {
  const found = known.get(request) ?? readSet(request);
  known.set(request, found);
  return found;
}

/** Options with source retention stand only in `sourceFileDescriptors`, which holds the files to generate. */
function readSet(request: CodeGeneratorRequest): DescriptorSet {
  const targets = new Set(request.fileToGenerate);
  const complete = new Map(request.sourceFileDescriptors.map((file) => [file.name, file]));
  return {
    files: request.protoFile.map((file) => fileOf(complete.get(file.name) ?? file, !targets.has(file.name))),
  };
}

function fileOf(descriptor: FileDescriptorProto, isImport: boolean): SchemaFile {
  let encoded: Uint8Array | undefined;
  return {
    path: descriptor.name,
    isImport,
    descriptor,
    get bytes() {
      encoded ??= toBinary(FileDescriptorProtoSchema, descriptor);
      return encoded;
    },
  };
}
