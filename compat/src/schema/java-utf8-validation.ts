import { FeatureSet_Utf8Validation } from "@bufbuild/protobuf/wkt";
import type { FieldElement } from "./elements.ts";
import { JavaUtf8 } from "./features.ts";

/** Whether Java checks the text of a field: by the file's `java_string_check_utf8`, else by features. */
export function javaUtf8Validation({ file, features }: FieldElement): FeatureSet_Utf8Validation {
  const { options } = file.proto;
  const isWritten = options !== undefined && Object.hasOwn(options, "javaStringCheckUtf8");
  const verifies =
    file.syntax !== "editions" || isWritten
      ? (options?.javaStringCheckUtf8 ?? false)
      : features.javaUtf8 === JavaUtf8.VERIFY;
  return verifies ? FeatureSet_Utf8Validation.VERIFY : features.utf8;
}
