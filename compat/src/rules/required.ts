import { FieldDescriptorProto_Label } from "@bufbuild/protobuf/wkt";
import type { FieldElement } from "../schema/elements.ts";

/** Tells whether a field is written with the label `required`. */
export function isLabelledRequired({ proto }: FieldElement): boolean {
  return proto.label === FieldDescriptorProto_Label.REQUIRED;
}
