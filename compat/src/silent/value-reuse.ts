import { commentOf } from "../schema/comments.ts";
import type { EnumElement, EnumValueElement } from "../schema/elements.ts";
import { remember } from "../schema/remember.ts";
import { relate, wordsOf } from "./related-names.ts";

/** Names by which a value says that it means nothing. */
const NOTHING: ReadonlySet<string> = new Set("default invalid none unknown unspecified undefined unset".split(" "));
/** Words by which a name says that its number is out of use. */
const RETIRED: ReadonlySet<string> = new Set("deleted deprecated obsolete removed reserved unused".split(" "));

/** Tells whether a number of an enum was given to a value that has nothing to do with the old one. */
export function isValueReused(before: readonly EnumValueElement[], after: readonly EnumValueElement[]): boolean {
  return before.every((old) => after.every((now) => !isSameValue(old, now)));
}

function isSameValue(old: EnumValueElement, now: EnumValueElement): boolean {
  const [a, b] = [ownWords(old), ownWords(now)];
  if (isNothing(a) && isNothing(b)) return true;
  if (b.some((word) => RETIRED.has(word))) return true;
  if (relate(a.join("_"), b.join("_")) !== "not") return true;
  const comment = commentOf(old);
  return comment !== "" && comment === commentOf(now);
}

function isNothing(words: readonly string[]): boolean {
  return words.length === 0 || words.some((word) => NOTHING.has(word));
}

/** The words of a value that tell it from its neighbours: without those of its enum and those that all values share. */
export function ownWords({ name, parent }: EnumValueElement): string[] {
  const shared = sharedWords(parent);
  return wordsOf(name).filter((word) => !shared.has(word));
}

const sharedWords = remember((element: EnumElement) => new Set([...wordsOf(element.name), ...commonWords(element)]));

function commonWords({ values }: EnumElement): string[] {
  const [first, ...rest] = values.map((value) => wordsOf(value.name));
  if (first === undefined || rest.length === 0) return [];
  return first.filter((word) => rest.every((words) => words.includes(word)));
}
