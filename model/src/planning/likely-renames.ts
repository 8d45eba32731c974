import type { DescField, DescMessage } from "@bufbuild/protobuf";

/** Fields that the target lacks, and the new fields that they probably are under another name. */
export type LikelyRenames = ReadonlyMap<DescField, DescField>;

const known = new WeakMap<DescMessage, WeakMap<DescMessage, LikelyRenames>>();

/**
 * Guesses which fields were renamed: of one type, and of one number or with names that share half of their words.
 * A guess is for people to read; nothing is ever planned by it.
 */
export function likelyRenames(source: DescMessage, target: DescMessage): LikelyRenames {
  const ofTarget = known.get(target) ?? new WeakMap<DescMessage, LikelyRenames>();
  known.set(target, ofTarget);
  const renames = ofTarget.get(source) ?? guess(source, target);
  ofTarget.set(source, renames);
  return renames;
}

function guess(source: DescMessage, target: DescMessage): LikelyRenames {
  const gone = without(source.fields, target.fields);
  const added = without(target.fields, source.fields);
  const pairs = gone
    .flatMap((from) => added.map((to) => ({ from, to, score: likeness(from, to) })))
    .filter(({ score }) => score >= LIKELY)
    .sort((a, b) => b.score - a.score);
  const taken = new Set<DescField>();
  const renames = new Map<DescField, DescField>();
  for (const { from, to } of pairs) {
    if (taken.has(to) || renames.has(from)) continue;
    taken.add(to);
    renames.set(from, to);
  }
  return renames;
}

const LIKELY = 0.5;

/** From 0 to 2: how many words the names share, and whether the number is the same. */
function likeness(from: DescField, to: DescField): number {
  if (!sameType(from, to)) return 0;
  const [a, b] = [words(from), words(to)];
  const shared = a.filter((word) => b.includes(word)).length;
  return shared / Math.max(a.length, b.length) + (from.number === to.number ? 1 : 0);
}

/** The words of a name, without the plural of those that are long enough to have one. */
function words({ name }: DescField): string[] {
  return name
    .toLowerCase()
    .split("_")
    .map((word) => (word.length > 3 ? word.replace(/s$/, "") : word));
}

function sameType(a: DescField, b: DescField): boolean {
  return (
    a.fieldKind === b.fieldKind &&
    a.scalar === b.scalar &&
    a.enum?.name === b.enum?.name &&
    a.message?.name === b.message?.name
  );
}

function without(fields: readonly DescField[], others: readonly DescField[]): DescField[] {
  const names = new Set(others.map(({ name }) => name));
  return fields.filter(({ name }) => !names.has(name));
}
