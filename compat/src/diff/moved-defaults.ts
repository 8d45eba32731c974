import type { Pair } from "../change.ts";
import type { EnumElement, FileElement } from "../schema/elements.ts";
import { mentions, type Schema } from "../schema/schema.ts";
import { sameTypeBytes } from "../schema/type-bytes.ts";
import type { ElementIndex } from "./element-index.ts";
import { pairsByPath } from "./pair-files.ts";

/**
 * Names the enums whose fields may have got another default although nothing was written at the field:
 * the first value has another number, or a name that a field may use as its default has.
 */
export function enumsWithMovedDefaults({ before, after }: Pair<ElementIndex>): ReadonlySet<string> {
  const moved = new Set<string>();
  for (const [fullName, element] of before.enums) {
    const counterpart = after.enums.get(fullName);
    if (counterpart === undefined || sameTypeBytes(element, counterpart)) continue;
    if (!sameNumbers(element, counterpart)) moved.add(fullName);
  }
  return moved;
}

function sameNumbers({ proto: before }: EnumElement, { proto: after }: EnumElement): boolean {
  const [first, afterFirst] = [before.value[0], after.value[0]];
  if (first?.number !== afterFirst?.number || first?.name !== afterFirst?.name) return false;
  const numbers = new Map(after.value.map((value) => [value.name, value.number]));
  return before.value.every((value) => numbers.get(value.name) === value.number);
}

/** Picks the files, equal on both sides, that may hold a field of one of these enums: they import it and name it. */
export function dependentsOf(
  enums: ReadonlySet<string>,
  same: readonly Pair<FileElement>[],
  index: ElementIndex,
  schema: Schema,
): Pair<FileElement>[] {
  if (enums.size === 0) return [];
  const homes = new Set([...enums].map((name) => index.enums.get(name)?.file.path ?? ""));
  const names = [...enums].map((name) => Buffer.from(`.${name}`));
  const importers = importersOf(homes, schema);
  return same
    .filter(({ after }) => importers.has(after.path) && names.some((name) => mentions(after, name)))
    .sort(pairsByPath);
}

/** All files that import one of these, directly or through others. */
function importersOf(paths: ReadonlySet<string>, schema: Schema): ReadonlySet<string> {
  const importers = new Map<string, string[]>();
  for (const file of schema.files.values()) for (const path of file.imports) add(importers, path, file.path);
  const found = new Set<string>();
  const open = [...paths];
  for (let path = open.pop(); path !== undefined; path = open.pop())
    for (const importer of importers.get(path) ?? [])
      if (!found.has(importer)) {
        found.add(importer);
        open.push(importer);
      }
  return found;
}

function add(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
