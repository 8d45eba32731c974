import type { DescMessage } from "@bufbuild/protobuf";
import { relativeName } from "../events/event-info.ts";
import { nameInLineage } from "./find-source.ts";

/** A message that most likely moved to another package. */
export interface Move {
  readonly source: DescMessage;
  readonly target: DescMessage;
}

/**
 * Pairs what is gone with what is new, where only two share a name: a beta that became stable, whatever its fields, and a
 * message of another package that shares fields. What is `later` in another version of its package has not moved.
 */
export function movedMessages(
  removed: readonly DescMessage[],
  added: readonly DescMessage[],
  later: readonly DescMessage[],
): Move[] {
  const promoted = pairBy(nameInLineage, removed, added, () => true);
  const known = new Set(later.map(nameInLineage));
  const homeless = removed.filter((message) => !known.has(nameInLineage(message)));
  const paired = new Set(promoted.map(({ target }) => target));
  const moved = pairBy(
    relativeName,
    homeless,
    added.filter((message) => !paired.has(message)),
    (source, target) => isEmpty(source, target) || sharesFields(source, target),
  );
  return [...promoted, ...moved];
}

function pairBy(
  nameOf: (message: DescMessage) => string,
  removed: readonly DescMessage[],
  added: readonly DescMessage[],
  areAlike: (source: DescMessage, target: DescMessage) => boolean,
): Move[] {
  const [gone, fresh] = [Map.groupBy(removed, nameOf), Map.groupBy(added, nameOf)];
  return [...fresh].flatMap(([name, targets]) => {
    const [source, ...others] = gone.get(name) ?? [];
    const [target] = targets;
    if (source === undefined || target === undefined || others.length > 0 || targets.length > 1) return [];
    return areAlike(source, target) ? [{ source, target }] : [];
  });
}

function isEmpty(...messages: readonly DescMessage[]): boolean {
  return messages.every(({ fields }) => fields.length === 0);
}

/** Tells whether two messages share, by name, half of the fields of the larger one, and one at least. */
function sharesFields(a: DescMessage, b: DescMessage): boolean {
  const names = new Set(a.fields.map(({ name }) => name));
  const shared = b.fields.filter(({ name }) => names.has(name)).length;
  return shared > 0 && shared * 2 >= Math.max(a.fields.length, b.fields.length);
}
