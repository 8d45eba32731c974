import fc from "fast-check";
import { expect, it } from "vitest";
import { type WordIndex, type WordPart, wordIndex } from "./word-index.ts";

interface Document {
  readonly name: string;
  readonly parts: readonly WordPart[];
}

/** The same by looking at every word of every document. */
function rankedOneByOne(documents: ReadonlyMap<number, Document>, wanted: readonly string[]) {
  const begins = (words: readonly string[], prefix: string) => words.some((word) => word.startsWith(prefix));
  const worth = (words: readonly string[], word: string) => (words.includes(word) ? 2 : begins(words, word) ? 1 : 0);
  const scoreOf = ({ words, weight }: WordPart) => {
    const found = wanted.map((word) => worth(words, word));
    const sum = found.reduce<number>((total, each) => total + each, 0);
    if (sum === 0) return 0;
    return found.filter((each) => each > 0).length * 100_000 + sum * weight * 100 - Math.min(words.length, 100);
  };
  return [...documents]
    .filter(([, { parts }]) => wanted.every((word) => parts.some(({ words }) => begins(words, word))))
    .map(([document, { name, parts }]) => {
      const scores = parts.map(scoreOf);
      const score = Math.max(0, ...scores);
      return { name, score, ranked: { document, part: wanted.length === 0 ? 0 : scores.indexOf(score) } };
    })
    .sort(
      (a, b) =>
        b.score - a.score || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.ranked.document - b.ranked.document),
    )
    .map(({ ranked }) => ranked);
}

const word = fc.constantFrom("a", "ab", "abc", "b", "ba", "\u{10ffff}", "\uffff", "__proto__", "constructor");
const part = fc.record({
  words: fc.oneof(fc.array(word, { maxLength: 4 }), fc.constant(Array.from({ length: 120 }, () => "ab"))),
  weight: fc.constantFrom(1, 6, 8, 16),
});
const document = fc.record({
  name: fc.constantFrom("x", "y", "z", "x.y", "\u{1f600}"),
  parts: fc.array(part, { minLength: 1, maxLength: 4 }),
});
const step = fc.oneof(
  { weight: 3, arbitrary: document.map((added) => ({ added })) },
  fc.nat(12).map((removed) => ({ removed })),
  fc.uniqueArray(word, { maxLength: 4 }).map((wanted) => ({ wanted })),
);

it("ranks as looking at every word does, whatever comes and goes between", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const index: WordIndex = wordIndex();
      const there = new Map<number, Document>();
      for (const each of steps) {
        if ("added" in each) there.set(index.add(each.added.name, each.added.parts), each.added);
        else if ("removed" in each) {
          index.remove(each.removed);
          there.delete(each.removed);
        } else expect(index.rank(each.wanted)).toEqual(rankedOneByOne(there, each.wanted));
        expect(index.counts.live).toBe(there.size);
      }
    }),
    { numRuns: 300 },
  );
});

it("takes sixteen words, in thousands of documents, and says the same each time", () => {
  const index = wordIndex();
  const words = Array.from({ length: 16 }, (_, at) => `w${at}`);
  for (let at = 0; at < 3_000; at++) index.add(`n${at % 7}`, [{ words: words.slice(0, 16 - (at % 3)), weight: 16 }]);
  const ranked = index.rank(words);
  expect(ranked).toHaveLength(1_000);
  expect(index.rank(words)).toEqual(ranked);
  expect(ranked[0]).toEqual({ document: 0, part: 0 });
});
