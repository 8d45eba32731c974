import type { Item } from "./comments.ts";

/** A printed field, oneof or `extend` block, and the messages that the compiler makes for it: map entries and groups. */
export interface Anchored extends Item {
  /** Indexes into the list of messages declared beside it. */
  readonly own: readonly number[];
}

/**
 * Puts fields, `extend` blocks and messages into one order in which compiling them makes the messages in the order given:
 * a message that stands before a map entry or group must be declared before its field.
 */
export function mergeDeclarations(
  fields: readonly Anchored[],
  extend: readonly Anchored[],
  messages: readonly Item[],
): Item[] {
  const merged: Item[] = [];
  const done = new Set<Item>();
  const lists = [fields, extend];
  const owners = new Map(
    lists.flatMap((list) => list.flatMap((item, at) => item.own.map((index) => [index, { list, at }] as const))),
  );
  let next = 0;
  const emitMessagesBefore = (end: number) => {
    while (next < end) {
      const index = next++;
      const owner = owners.get(index);
      const message = messages[index];
      if (owner !== undefined) emitThrough(owner.list, owner.at);
      else if (message !== undefined) merged.push(message);
    }
  };
  const emitThrough = (list: readonly Anchored[], last: number) => {
    for (const item of list.slice(0, last + 1)) {
      if (done.has(item)) continue;
      done.add(item);
      emitMessagesBefore(
        Math.min(...item.own, Number.POSITIVE_INFINITY) === Number.POSITIVE_INFINITY ? 0 : Math.min(...item.own),
      );
      merged.push(item);
    }
  };
  for (const list of lists) emitThrough(list, list.length - 1);
  emitMessagesBefore(messages.length);
  return merged;
}
