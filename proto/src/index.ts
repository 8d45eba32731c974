export {
  type DescriptorSet,
  descriptorSetOf,
  type FileOutline,
  readDescriptorSet,
  registryOf,
  type SchemaFile,
  schemaFile,
  writeDescriptorSet,
} from "./descriptor-set.ts";
export { markedFile, outlineOf } from "./file-outline.ts";
export * from "./gen/postel/v1/envelope_pb.ts";
export * from "./gen/postel/v1/event_pb.ts";
