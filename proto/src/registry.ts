export * from "./gen/postel/registry/v1/registry_pb.ts";
