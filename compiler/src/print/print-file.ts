import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt";

export function printFile(file: FileDescriptorProto): string {
  return file.name;
}
