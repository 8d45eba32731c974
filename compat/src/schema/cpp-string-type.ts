import { Edition, FieldDescriptorProto_Type, FieldOptions_CType } from "@bufbuild/protobuf/wkt";
import type { FieldElement } from "./elements.ts";
import { CppStringType } from "./features.ts";

/** The C++ type of a string or bytes field: STRING, CORD, VIEW or STRING_PIECE; empty for other fields. */
export function cppStringType(field: FieldElement): string {
  const { type, options } = field.proto;
  if (type !== FieldDescriptorProto_Type.STRING && type !== FieldDescriptorProto_Type.BYTES) return "";
  const isWritten = options !== undefined && Object.hasOwn(options, "ctype");
  if (isWritten && field.file.edition < Edition.EDITION_2024) return FieldOptions_CType[options.ctype] ?? "STRING";
  if (field.features.cppString === CppStringType.CORD) return "CORD";
  return field.features.cppString === CppStringType.VIEW ? "VIEW" : "STRING";
}
