import { create, toBinary } from "@bufbuild/protobuf";
import { FieldDescriptorProto_Type, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import type { NewRelease } from "../src/store/store.ts";

/** The release `1.AT.0` of a module: one file, which grows with each release, with one event. */
export function releaseOf(module: string, at: number): NewRelease {
  const name = `${module.replace("/", ".")}.v1`;
  const path = `${module}/v1/event.proto`;
  const field = Array.from({ length: at + 1 }, (_, index) => ({
    ...{ name: `field_${index}`, number: index + 1, type: FieldDescriptorProto_Type.STRING },
  }));
  const file = create(FileDescriptorProtoSchema, {
    ...{ name: path, package: name, syntax: "proto3", messageType: [{ name: "Event", field }] },
  });
  const fields = field.map((each) => ({ path: each.name, documentation: "", since: `1.0.0` }));
  const document = { lineage: `${name}.Event`, documentation: "", owner: "", topic: "", key: "", fields };
  return {
    ...{ module, version: `1.${at}.0`, digest: `sha256:${module}${at}`, commit: "", packageName: `@${module}` },
    ...{ generatorVersion: "0.1.0", bump: "minor", previousId: 0, knownReleases: at, at: 1, actor: "bench", files: [] },
    schemas: [{ path, bytes: toBinary(FileDescriptorProtoSchema, file), isImport: false }],
    events: [{ name: `${name}.Event`, schemaDigest: `sha256:${at}`, document }],
  };
}
