import type { DescFile } from "@bufbuild/protobuf";
import { type Element, fileOf, sourcePath } from "./place.ts";

/** The comment above an element, or else behind it, without the blanks that lead its lines; empty without source info. */
export function commentOf(element: Element): string {
  return commentsIn(fileOf(element)).get(sourcePath(element).join(".")) ?? "";
}

const known = new WeakMap<DescFile, ReadonlyMap<string, string>>();

function commentsIn(file: DescFile): ReadonlyMap<string, string> {
  const cached = known.get(file);
  if (cached !== undefined) return cached;
  const comments = new Map<string, string>();
  for (const { path, leadingComments, trailingComments } of file.proto.sourceCodeInfo?.location ?? []) {
    const text = leadingComments === "" ? trailingComments : leadingComments;
    if (text !== "") comments.set(path.join("."), text.replace(/^ /gm, "").trim());
  }
  known.set(file, comments);
  return comments;
}
