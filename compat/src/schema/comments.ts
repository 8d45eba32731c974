import { fromBinary } from "@bufbuild/protobuf";
import { SourceCodeInfoSchema } from "@bufbuild/protobuf/wkt";
import type { FileElement, NamedElement } from "./elements.ts";
import { remember } from "./remember.ts";

/** The comment above an element, else the one behind it; empty when there is none or no source info. */
export function commentOf({ file, at }: NamedElement): string {
  return commentsOf(file).get(at.join()) ?? "";
}

/** All comments of a file by source path, white space at their ends aside. */
export const commentsOf = remember((file: FileElement): ReadonlyMap<string, string> => {
  const comments = new Map<string, string>();
  for (const [from, to] of file.skim.sourceInfo)
    for (const location of fromBinary(SourceCodeInfoSchema, file.bytes.subarray(from, to)).location) {
      const text = (location.leadingComments || location.trailingComments).trim();
      if (text !== "") comments.set(location.path.join(), text);
    }
  return comments;
});
