import { create } from "@bufbuild/protobuf";
import { type CodeGeneratorRequest, CodeGeneratorRequestSchema } from "@bufbuild/protobuf/wkt";
import type { DescriptorSet } from "@postel/proto";
import { rememberSet } from "./set-of-request.ts";

/**
 * Makes the request that protoc would send to a plugin: code for `targets` (paths within the set), with the options
 * of `parameter` such as `import_extension=js,module=shop/orders`.
 */
export function requestFor(set: DescriptorSet, targets: readonly string[], parameter: string): CodeGeneratorRequest {
  const request = create(CodeGeneratorRequestSchema, { fileToGenerate: [...targets], parameter });
  request.protoFile = set.files.map((file) => file.descriptor);
  rememberSet(request, set);
  return request;
}
