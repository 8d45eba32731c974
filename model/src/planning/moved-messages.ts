import type { DescMessage } from "@bufbuild/protobuf";
import { relativeName } from "../events/event-info.ts";
import { nameInLineage } from "./find-source.ts";
import { sharesFields } from "./shares-fields.ts";

/** A message that most likely moved to another package. */
export interface Move {
  readonly source: DescMessage;
  readonly target: DescMessage;
}

/**
 * Pairs what is gone with what is new: by the name within their packages where only two share it, and their fields. What
 * is `later` in another version of its package has not moved; a beta that became stable has.
 */
export function movedMessages(
  removed: readonly DescMessage[],
  added: readonly DescMessage[],
  later: readonly DescMessage[],
): Move[] {
  const promoted = pairBy(nameInLineage, removed, added);
  const known = new Set(later.map(nameInLineage));
  const homeless = removed.filter((message) => !known.has(nameInLineage(message)));
  const paired = new Set(promoted.map(({ target }) => target));
  const moved = pairBy(
    relativeName,
    homeless,
    added.filter((message) => !paired.has(message)),
  );
  return [...promoted, ...moved];
}

function pairBy(
  nameOf: (message: DescMessage) => string,
  removed: readonly DescMessage[],
  added: readonly DescMessage[],
): Move[] {
  const [gone, fresh] = [Map.groupBy(removed, nameOf), Map.groupBy(added, nameOf)];
  return [...fresh].flatMap(([name, targets]) => {
    const [source, ...others] = gone.get(name) ?? [];
    const [target] = targets;
    if (source === undefined || target === undefined || others.length > 0 || targets.length > 1) return [];
    return sharesFields(source, target) ? [{ source, target }] : [];
  });
}
