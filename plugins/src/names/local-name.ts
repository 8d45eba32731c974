import type { DescEnum, DescExtension, DescMessage, DescService } from "@bufbuild/protobuf";

/** The name of a type within its package, with `_` between nested names as protobuf-es has it: `Order_Line`. */
export function localName(desc: DescMessage | DescEnum | DescExtension | DescService): string {
  const scope = desc.file.proto.package;
  return desc.typeName.slice(scope === "" ? 0 : scope.length + 1).replaceAll(".", "_");
}
