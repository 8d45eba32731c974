import { byteCache } from "../store/byte-cache.ts";
import type { StoredEvent } from "../store/store.ts";
import { tokenize } from "./tokenize.ts";
import { type Ranked, wordIndex } from "./word-index.ts";

/** An event as search knows it. */
export interface IndexedEvent {
  readonly name: string;
  readonly module: string;
  readonly version: string;
  readonly event: StoredEvent;
}

/** One found event; `matched` is the name, field path, owner or piece of documentation that the words stand in. */
export interface SearchHit extends IndexedEvent {
  readonly matched: string;
  readonly kind: "event" | "field" | "owner" | "topic" | "documentation";
}

/** Finds events by the words in them. */
export interface SearchIndex {
  /** Puts a module's events in place of those it had. */
  replace(module: string, version: string, events: readonly StoredEvent[]): void;
  /** Events in which every word of the query begins some word, best first, from one place up to another; an empty query gives all by name. */
  find(query: string, start?: number, end?: number): SearchHit[];
  readonly size: number;
}

interface Part {
  readonly kind: SearchHit["kind"];
  readonly text: string;
}

interface Entry {
  readonly indexed: IndexedEvent;
  /** Its number in the index. */
  readonly document: number;
}

/** What a word is worth by where it stands. */
const WEIGHT = { event: 16, field: 8, owner: 6, topic: 6, documentation: 1 };
const MOST_QUERY_WORDS = 16;
const EXCERPT = 120;
/** Bytes of rankings that are kept, so that a search's next page costs no search. */
const MOST_KEPT = 4 * 1024 * 1024;
/** Events that may be gone before the index is made anew. */
const MOST_DEAD = 256;

/** Makes an empty index. */
export function searchIndex(): SearchIndex {
  const byModule = new Map<string, Entry[]>();
  let words = wordIndex();
  let byDocument = new Map<number, IndexedEvent>();
  let rankings = byteCache<readonly Ranked[]>(MOST_KEPT);

  function add(indexed: IndexedEvent): Entry {
    const parts = partsOf(indexed).map((part) => ({ words: wordsOf(part), weight: WEIGHT[part.kind] }));
    const document = words.add(`${indexed.name}\0${indexed.module}`, parts);
    byDocument.set(document, indexed);
    return { indexed, document };
  }

  function remove({ document }: Entry): void {
    words.remove(document);
    byDocument.delete(document);
  }

  function makeAnew(): void {
    words = wordIndex();
    byDocument = new Map();
    for (const [module, entries] of byModule)
      byModule.set(
        module,
        entries.map(({ indexed }) => add(indexed)),
      );
  }

  function rank(wanted: readonly string[]): readonly Ranked[] {
    const key = wanted.join(" ");
    const known = rankings.get(key);
    if (known !== undefined) return known;
    const ranking = words.rank(wanted);
    rankings.set(key, ranking, 100 + 2 * key.length + RANKED_BYTES * ranking.length);
    return ranking;
  }

  return {
    replace: (module, version, events) => {
      byModule.get(module)?.forEach(remove);
      byModule.set(
        module,
        events.map((event) => add({ name: event.name, module, version, event })),
      );
      rankings = byteCache(MOST_KEPT);
      const { live, dead } = words.counts;
      if (dead > live + MOST_DEAD) makeAnew();
    },
    find: (query, start = 0, end) => {
      const wanted = [...new Set(tokenize(query))].slice(0, MOST_QUERY_WORDS);
      if (wanted.length === 0 && query.trim() !== "") return [];
      return rank(wanted)
        .slice(start, end)
        .flatMap(({ document, part }) => {
          const indexed = byDocument.get(document);
          return indexed === undefined ? [] : [hitOf(indexed, partAt(indexed, part), wanted)];
        });
    },
    get size() {
      return byDocument.size;
    },
  };
}

const RANKED_BYTES = 40;

/** What of an event is searched, in the order in which the first of the best counts. */
function partsOf({ name, event: { document } }: IndexedEvent): Part[] {
  return [
    { kind: "event", text: name },
    { kind: "owner", text: document.owner },
    { kind: "topic", text: document.topic },
    { kind: "documentation", text: document.documentation },
    ...document.fields.flatMap(({ path, documentation }): Part[] => [
      { kind: "field", text: path },
      { kind: "documentation", text: documentation },
    ]),
  ];
}

/** The same as `partsOf(indexed)[at]`, for the few that are shown. */
function partAt(indexed: IndexedEvent, at: number): Part | undefined {
  if (at === 0) return { kind: "event", text: indexed.name };
  return partsOf(indexed)[at];
}

/** The words of prose; of a name also its parts as people type them without thinking: `orderplaced`, `customerid`. */
function wordsOf({ kind, text }: Part): string[] {
  const words = tokenize(text);
  return kind === "documentation" ? words : [...words, ...text.split(".").map((name) => tokenize(name).join(""))];
}

function hitOf(indexed: IndexedEvent, part: Part | undefined, wanted: readonly string[]): SearchHit {
  const { kind, text } = part ?? { kind: "event", text: indexed.name };
  return { ...indexed, kind, matched: kind === "documentation" ? excerpt(text, wanted) : text };
}

function excerpt(text: string, wanted: readonly string[]): string {
  const lower = text.toLowerCase();
  const at = Math.max(0, Math.min(...wanted.map((word) => lower.indexOf(word)).filter((found) => found >= 0)));
  const start = Number.isFinite(at) && at > EXCERPT / 2 ? at - EXCERPT / 2 : 0;
  const piece = text.slice(start, start + EXCERPT).replace(/\s+/g, " ");
  return `${start > 0 ? "…" : ""}${piece}${start + EXCERPT < text.length ? "…" : ""}`;
}
