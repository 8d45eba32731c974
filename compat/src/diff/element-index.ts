import type { Pair } from "../change.ts";
import type { EnumElement, FieldElement, FileElement, MessageElement, ServiceElement } from "../schema/elements.ts";

/** The types of some files by full name, in the order of the files. */
export interface ElementIndex {
  readonly messages: ReadonlyMap<string, MessageElement>;
  readonly enums: ReadonlyMap<string, EnumElement>;
  readonly services: ReadonlyMap<string, ServiceElement>;
  readonly extensions: ReadonlyMap<string, FieldElement>;
  /** Extensions by what they extend and their number, which is how the wire knows them. */
  readonly extensionNumbers: ReadonlyMap<string, FieldElement>;
}

/** Indexes the types of files, decoding them. */
export function indexElements(files: readonly FileElement[]): ElementIndex {
  const extensions = files.flatMap((file) => file.elements.extensions);
  return {
    messages: byName(files.flatMap((file) => file.elements.messages)),
    enums: byName(files.flatMap((file) => file.elements.enums)),
    services: byName(files.flatMap((file) => file.elements.services)),
    extensions: byName(extensions),
    extensionNumbers: new Map(extensions.map((extension) => [`${extension.extendee} ${extension.number}`, extension])),
  };
}

function byName<E extends { readonly fullName: string }>(elements: readonly E[]): ReadonlyMap<string, E> {
  return new Map(elements.map((element) => [element.fullName, element]));
}

/** What two collections have in common and what only one of them has. */
export interface Matches<E> {
  readonly both: readonly Pair<E>[];
  readonly removed: readonly E[];
  readonly added: readonly E[];
}

/** Pairs the entries of two maps by key, in the order of the first map, then of the second. */
export function match<K, E>(before: ReadonlyMap<K, E>, after: ReadonlyMap<K, E>): Matches<E> {
  const both: Pair<E>[] = [];
  const removed: E[] = [];
  for (const [key, element] of before) {
    const counterpart = after.get(key);
    if (counterpart === undefined) removed.push(element);
    else both.push({ before: element, after: counterpart });
  }
  const added = [...after].filter(([key]) => !before.has(key)).map(([, element]) => element);
  return { both, removed, added };
}

/** Maps elements by a key of theirs; a later one with the same key wins. */
export function keyed<K, E>(elements: readonly E[], key: (element: E) => K): ReadonlyMap<K, E> {
  return new Map(elements.map((element) => [key(element), element]));
}
