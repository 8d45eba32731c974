import type { Pair } from "../change.ts";
import type { FileElement } from "../schema/elements.ts";
import { sameSchemaBytes } from "../schema/same-bytes.ts";
import type { Schema } from "../schema/schema.ts";
import { compareText } from "../text.ts";

/** The files of two schemas by path; all but `same` are sorted. */
export interface FilePairs {
  readonly added: readonly FileElement[];
  readonly removed: readonly FileElement[];
  readonly touched: readonly Pair<FileElement>[];
  /** Files that are equal but for source info; they have not been decoded. */
  readonly same: readonly Pair<FileElement>[];
}

/** Pairs files by path and tells by their bytes which of them may differ. */
export function pairFiles({ before, after }: Pair<Schema>): FilePairs {
  const removed: FileElement[] = [];
  const touched: Pair<FileElement>[] = [];
  const same: Pair<FileElement>[] = [];
  for (const file of before.files.values()) {
    const counterpart = after.files.get(file.path);
    if (counterpart === undefined) removed.push(file);
    else (isSame(file, counterpart) ? same : touched).push({ before: file, after: counterpart });
  }
  const added = [...after.files.values()].filter(({ path }) => !before.files.has(path));
  return { added: added.sort(byPath), removed: removed.sort(byPath), touched: touched.sort(pairsByPath), same };
}

function isSame(before: FileElement, after: FileElement): boolean {
  return before === after || sameSchemaBytes(before, after);
}

function byPath(a: FileElement, b: FileElement): number {
  return compareText(a.path, b.path);
}

/** Orders pairs of files by path. */
export function pairsByPath(a: Pair<FileElement>, b: Pair<FileElement>): number {
  return byPath(a.after, b.after);
}
