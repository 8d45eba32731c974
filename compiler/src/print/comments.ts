import type { SourceCodeInfo, SourceCodeInfo_Location } from "@bufbuild/protobuf/wkt";
import type { Lines } from "./lines.ts";

/** Where an element stands and what is written around it, by its path joined with commas. */
export type Comments = ReadonlyMap<string, SourceCodeInfo_Location>;

/** Indexes a file's source info; the first location of a path counts. */
export function readComments(info: SourceCodeInfo | undefined): Comments {
  const comments = new Map<string, SourceCodeInfo_Location>();
  for (const location of info?.location ?? []) {
    const key = location.path.join(",");
    if (!comments.has(key)) comments.set(key, location);
  }
  return comments;
}

/** Puts an element's comments around its lines. */
export function withComments(comments: Comments, path: readonly number[], lines: Lines): string[] {
  const location = comments.get(path.join(","));
  if (location === undefined) return [...lines];
  const detached = location.leadingDetachedComments.flatMap((text) => [...commentLines(text), ""]);
  return [...detached, ...commentLines(location.leadingComments), ...withTrailing(location.trailingComments, lines)];
}

/** Beside the line where there is one, in the block's head where there is a block. */
function withTrailing(text: string, lines: Lines): string[] {
  const [first = "", ...rest] = lines;
  const trailing = commentLines(text);
  if (trailing.length === 0) return [...lines];
  if (rest.length > 0) return [first, ...trailing.map((line) => `  ${line}`), "", ...rest];
  return trailing.length === 1 ? [`${first}  ${trailing[0]}`] : [first, ...trailing, ""];
}

function commentLines(text: string): string[] {
  if (text === "") return [];
  const lines = text.replace(/\n$/, "").split("\n");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no compiler reads them
  return lines.map((line) => `//${line.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "\ufffd")}`.trimEnd());
}

/** A statement or declaration, and its place for sorting. */
export interface Item {
  readonly path: readonly number[];
  readonly lines: Lines;
}

/** Sorts items as the source has them when it is known of all; else they stay as they are. */
export function inSourceOrder<T extends Item>(comments: Comments, items: readonly T[]): T[] {
  const placed = items.map((item) => ({ item, span: comments.get(item.path.join(","))?.span }));
  if (placed.some(({ span }) => span === undefined)) return [...items];
  return placed
    .sort((a, b) => (a.span?.[0] ?? 0) - (b.span?.[0] ?? 0) || (a.span?.[1] ?? 0) - (b.span?.[1] ?? 0))
    .map(({ item }) => item);
}
