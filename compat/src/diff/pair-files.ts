import type { Pair } from "../change.ts";
import type { FileElement } from "../schema/elements.ts";
import { sameSchemaBytes } from "../schema/same-bytes.ts";
import type { Schema } from "../schema/schema.ts";
import { compareText } from "../text.ts";

/** The files of two schemas by path, sorted; `same` ones are equal but for source info and have not been decoded. */
export interface FilePairs {
  readonly added: readonly FileElement[];
  readonly removed: readonly FileElement[];
  readonly touched: readonly Pair<FileElement>[];
  readonly same: readonly Pair<FileElement>[];
}

/** Pairs files by path and tells by their bytes which of them may differ. */
export function pairFiles({ before, after }: Pair<Schema>): FilePairs {
  const pairs = {
    added: [] as FileElement[],
    removed: [] as FileElement[],
    touched: [] as Pair<FileElement>[],
    same: [] as Pair<FileElement>[],
  };
  for (const file of sorted(before)) {
    const counterpart = after.files.get(file.path);
    if (counterpart === undefined) pairs.removed.push(file);
    else (sameSchemaBytes(file, counterpart) ? pairs.same : pairs.touched).push({ before: file, after: counterpart });
  }
  for (const file of sorted(after)) if (!before.files.has(file.path)) pairs.added.push(file);
  return pairs;
}

function sorted(schema: Schema): FileElement[] {
  return [...schema.files.values()].sort((a, b) => compareText(a.path, b.path));
}
