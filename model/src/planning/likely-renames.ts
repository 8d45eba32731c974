import type { DescField, DescMessage } from "@bufbuild/protobuf";
import { likeness, words } from "./likeness.ts";

/** Fields that the target lacks, and the new fields that they probably are under another name. */
export type LikelyRenames = ReadonlyMap<DescField, DescField>;

const known = new WeakMap<DescMessage, WeakMap<DescMessage, LikelyRenames>>();

/**
 * Guesses which fields were renamed: those whose names share half of their words, and those of one type that share a
 * number. A guess is for people to read; nothing is ever planned by it.
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
    .flatMap((from) => added.map((to) => ({ from, to, score: score(from, to) })))
    .filter((pair) => pair.score >= LIKELY)
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

const LIKELY = 0.6;

/** Above 0: how many words the names share, and whether type and number are the same. */
function score(from: DescField, to: DescField): number {
  const names = [words(from.name), words(to.name)] as const;
  const shared = likeness(...names);
  if (sameType(from, to))
    return shared + (isPart(...names) ? PART : 0) + numberOf(from, to, shared) + (shared > 0 ? weightOf(from) : 0);
  if (from.message !== undefined && to.message !== undefined)
    return shared > 0 ? (shared + sharedFields(from.message, to.message)) / 2 + NAMED_TYPE / 2 : 0;
  return from.message === undefined && to.message === undefined && shared >= LIKELY ? shared : 0;
}

/** A number that stays speaks for a rename where no words do; majors like to count anew, so words go before it. */
function numberOf(from: DescField, to: DescField, shared: number): number {
  if (from.number !== to.number) return 0;
  return shared > 0 ? SAME_NUMBER : LIKELY;
}

const SAME_NUMBER = 0.4;

/** `name` of `full_name` counts for more than `first_name`. */
const PART = 0.1;

function isPart(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.every((word) => long.includes(word));
}

/** Few fields of a message are of one message type or enum; many are strings. */
const NAMED_TYPE = 0.3;

function weightOf(field: DescField): number {
  return field.message === undefined && field.enum === undefined ? 0 : NAMED_TYPE;
}

/** The part of their fields, by name, that two messages share. */
function sharedFields(a: DescMessage, b: DescMessage): number {
  const names = new Set(a.fields.map(({ name }) => name));
  return b.fields.filter(({ name }) => names.has(name)).length / Math.max(names.size, b.fields.length, 1);
}

/** Tells whether two fields hold the same kind of value, as far as the names of their types tell. */
export function sameType(a: DescField, b: DescField): boolean {
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
