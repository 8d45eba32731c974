import { readFileSync } from "node:fs";
import { fromBinary } from "@bufbuild/protobuf";
import * as wellKnown from "@bufbuild/protobuf/wkt";
import { type FileDescriptorProto, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { ownFile } from "../own-file.ts";

/** Descriptors of `google/type` and of the Confluent registry's own types, without comments. */
const ASSET = ownFile("assets/implicit.binpb");

/** The files of `google/protobuf`, which every compiler knows. */
const wellKnownFiles: ReadonlyMap<string, FileDescriptorProto> = new Map(
  Object.values(wellKnown).flatMap((value) =>
    typeof value === "object" && "kind" in value && value.kind === "file"
      ? [[value.proto.name, value.proto] as const]
      : [],
  ),
);

let bundled: ReadonlyMap<string, FileDescriptorProto> | undefined;

/** The files that schemas may import without a reference and that a compiler does not know by itself. */
export function bundledFiles(): ReadonlyMap<string, FileDescriptorProto> {
  bundled ??= new Map(fromBinary(FileDescriptorSetSchema, readFileSync(ASSET)).file.map((file) => [file.name, file]));
  return bundled;
}

/** A file that schemas may import without a reference. */
export function implicitFile(path: string): FileDescriptorProto | undefined {
  return wellKnownFiles.get(path) ?? bundledFiles().get(path);
}
