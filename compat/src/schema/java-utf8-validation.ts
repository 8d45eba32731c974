import { FeatureSet_Utf8Validation } from "@bufbuild/protobuf/wkt";
import type { FieldElement, FileElement } from "./elements.ts";
import { JavaUtf8 } from "./features.ts";

/** Whether Java checks the text of a field: by the file's `java_string_check_utf8`, else by features. */
export function javaUtf8Validation({ file, features }: FieldElement): FeatureSet_Utf8Validation {
  const option = javaUtf8Option(file);
  const verifies =
    file.syntax !== "editions" || option !== undefined ? option === true : features.javaUtf8 === JavaUtf8.VERIFY;
  return verifies ? FeatureSet_Utf8Validation.VERIFY : features.utf8;
}

/** The file's option `java_string_check_utf8`; undefined when it is not written. */
export function javaUtf8Option({ proto }: FileElement): boolean | undefined {
  const { options } = proto;
  return options !== undefined && Object.hasOwn(options, "javaStringCheckUtf8")
    ? options.javaStringCheckUtf8
    : undefined;
}
