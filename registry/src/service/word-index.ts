/** A piece of a document: its words, and what each of them is worth there. */
export interface WordPart {
  readonly words: readonly string[];
  readonly weight: number;
}

/** A document that was found, and which of its parts tells best why. */
export interface Ranked {
  readonly document: number;
  readonly part: number;
}

/** Documents by the beginnings of their words. */
export interface WordIndex {
  /** Takes a document in and gives it a number, counted from 0. */
  add(name: string, parts: readonly WordPart[]): number;
  remove(document: number): void;
  /** Documents in which every wanted word begins some word, best first, then by name; without words all by name. At most 16 words. */
  rank(wanted: readonly string[]): Ranked[];
  /** Documents that are there, and those that were removed but take room. */
  readonly counts: { readonly live: number; readonly dead: number };
}

interface Document {
  readonly name: string;
  readonly firstPart: number;
  isLive: boolean;
}

/** One more word in the same part is worth more than any place. */
const COVERED = 1_000;
/** Scores are counted in hundredths, and documents that score the same come by name: both in one number, so that sorting is cheap. */
const PARTS_OF_ONE = 100;
const MOST_DOCUMENTS = 2 ** 26;

/** Makes an empty index. What was removed takes room until its owner makes a new index. */
export function wordIndex(): WordIndex {
  const documents: Document[] = [];
  const partDocument: number[] = [];
  const partWeight: number[] = [];
  const partLength: number[] = [];
  const partsByWord = new Map<string, number[]>();
  const vocabulary: string[] = [];
  const byName: number[] = [];
  let places: Uint32Array | undefined = new Uint32Array();
  let dead = 0;

  function addPart(document: number, { words, weight }: WordPart): void {
    const part = partDocument.push(document) - 1;
    partWeight.push(weight);
    partLength.push(Math.min(words.length, PARTS_OF_ONE));
    for (const word of new Set(words)) {
      const known = partsByWord.get(word);
      if (known !== undefined) known.push(part);
      else {
        partsByWord.set(word, [part]);
        vocabulary.push(word);
      }
    }
  }

  /** Both are sorted but for what came since, which costs little more than looking at them once. */
  function sort(): Uint32Array {
    if (places !== undefined) return places;
    vocabulary.sort();
    byName.sort((a, b) => compareNames(documents, a, b));
    const sorted = new Uint32Array(byName.length);
    byName.forEach((document, place) => {
      sorted[document] = place;
    });
    places = sorted;
    return sorted;
  }

  /** Counts, in each part, the words that are found there and what they are worth: 2 for a whole word, 1 for a beginning. */
  function count(wanted: readonly string[]) {
    const [covered, worth, lastSeen] = [bytes(partDocument), bytes(partDocument), bytes(partDocument)];
    const wordsOf = new Uint16Array(documents.length);
    const touched: number[] = [];
    wanted.forEach((word, at) => {
      const see = (value: number) => (part: number) => {
        if (lastSeen[part] === at + 1) return;
        lastSeen[part] = at + 1;
        worth[part] = (worth[part] ?? 0) + value;
        covered[part] = (covered[part] ?? 0) + 1;
        if (covered[part] === 1) touched.push(part);
        const document = partDocument[part] ?? 0;
        wordsOf[document] = (wordsOf[document] ?? 0) | (1 << at);
      };
      partsByWord.get(word)?.forEach(see(2));
      for (const known of wordsFrom(vocabulary, word)) partsByWord.get(known)?.forEach(see(1));
    });
    return { covered, worth, wordsOf, touched };
  }

  function best(wanted: readonly string[]): { scores: Map<number, number>; parts: Map<number, number> } {
    const { covered, worth, wordsOf, touched } = count(wanted);
    const all = 2 ** wanted.length - 1;
    const scores = new Map<number, number>();
    const parts = new Map<number, number>();
    for (const part of touched) {
      const document = partDocument[part] ?? 0;
      if (wordsOf[document] !== all || documents[document]?.isLive !== true) continue;
      const value = (covered[part] ?? 0) * COVERED + (worth[part] ?? 0) * (partWeight[part] ?? 0);
      const score = value * PARTS_OF_ONE - (partLength[part] ?? 0);
      const other = scores.get(document) ?? -1;
      if (score < other || (score === other && part > (parts.get(document) ?? 0))) continue;
      scores.set(document, score);
      parts.set(document, part);
    }
    return { scores, parts };
  }

  return {
    add: (name, parts) => {
      const document = documents.push({ name, firstPart: partDocument.length, isLive: true }) - 1;
      byName.push(document);
      places = undefined;
      for (const part of parts) addPart(document, part);
      return document;
    },
    remove: (document) => {
      const found = documents[document];
      if (found?.isLive !== true) return;
      found.isLive = false;
      dead++;
    },
    rank: (wanted) => {
      const sorted = sort();
      if (wanted.length === 0)
        return byName.flatMap((document) => (documents[document]?.isLive ? [{ document, part: 0 }] : []));
      const { scores, parts } = best(wanted);
      const keys = new Float64Array(scores.size);
      let at = 0;
      for (const [document, score] of scores) keys[at++] = -score * MOST_DOCUMENTS + (sorted[document] ?? 0);
      return Array.from(keys.sort(), (key) => {
        const place = ((key % MOST_DOCUMENTS) + MOST_DOCUMENTS) % MOST_DOCUMENTS;
        const document = byName[place] ?? 0;
        return { document, part: (parts.get(document) ?? 0) - (documents[document]?.firstPart ?? 0) };
      });
    },
    get counts() {
      return { live: documents.length - dead, dead };
    },
  };
}

function bytes(like: readonly unknown[]): Uint8Array {
  return new Uint8Array(like.length);
}

function compareNames(documents: readonly Document[], a: number, b: number): number {
  const [first = "", second = ""] = [documents[a]?.name, documents[b]?.name];
  return first < second ? -1 : first > second ? 1 : a - b;
}

/** The words that begin with a prefix. */
function* wordsFrom(sorted: readonly string[], prefix: string): Generator<string> {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? "") < prefix) low = middle + 1;
    else high = middle;
  }
  for (let word = sorted[low]; word?.startsWith(prefix); word = sorted[++low]) yield word;
}
