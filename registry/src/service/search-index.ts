import type { StoredEvent } from "../store/store.ts";
import { tokenize } from "./tokenize.ts";

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
  /** Events in which every word of the query begins some word, best first; an empty query gives all by name. */
  find(query: string): SearchHit[];
  readonly size: number;
}

interface Part {
  readonly kind: SearchHit["kind"];
  readonly text: string;
  readonly words: readonly string[];
}

interface Entry {
  readonly indexed: IndexedEvent;
  readonly parts: readonly Part[];
  readonly words: ReadonlySet<string>;
}

/** What a word is worth by where it stands. */
const WEIGHT = { event: 16, field: 8, owner: 6, topic: 6, documentation: 1 };
/** One more word in the same place is worth more than any place. */
const COVERED = 1_000;
const MOST_QUERY_WORDS = 16;
const EXCERPT = 120;

/** Makes an empty index. */
export function searchIndex(): SearchIndex {
  const byModule = new Map<string, Entry[]>();
  return {
    replace: (module, version, events) => {
      byModule.set(
        module,
        events.map((event) => entryOf({ name: event.name, module, version, event })),
      );
    },
    find: (query) => {
      const wanted = [...new Set(tokenize(query))].slice(0, MOST_QUERY_WORDS);
      const entries = [...byModule.values()].flat();
      const hits =
        wanted.length === 0 && query.trim() === ""
          ? entries.map((entry) => ({ hit: wholeName(entry), score: 0 }))
          : entries.flatMap((entry) => match(entry, wanted) ?? []);
      return hits.sort((a, b) => b.score - a.score || (a.hit.name < b.hit.name ? -1 : 1)).map(({ hit }) => hit);
    },
    get size() {
      return byModule.values().reduce((sum, entries) => sum + entries.length, 0);
    },
  };
}

function entryOf(indexed: IndexedEvent): Entry {
  const { document } = indexed.event;
  const prose = (kind: Part["kind"], text: string): Part => ({ kind, text, words: tokenize(text) });
  const part = (kind: Part["kind"], text: string): Part => ({
    kind,
    text,
    words: [...tokenize(text), ...joined(text)],
  });
  const parts = [
    part("event", indexed.name),
    part("owner", document.owner),
    part("topic", document.topic),
    prose("documentation", document.documentation),
    ...document.fields.flatMap((field) => [part("field", field.path), prose("documentation", field.documentation)]),
  ];
  return { indexed, parts, words: new Set(parts.flatMap((each) => each.words)) };
}

/** The parts of a path as people type them without thinking: `orderplaced`, `customerid`. */
function joined(path: string): string[] {
  return path.split(".").map((name) => tokenize(name).join(""));
}

function wholeName({ indexed }: Entry): SearchHit {
  return { ...indexed, kind: "event", matched: indexed.name };
}

function match(entry: Entry, wanted: readonly string[]): { hit: SearchHit; score: number } | undefined {
  const words = [...entry.words];
  if (wanted.length === 0 || !wanted.every((word) => words.some((known) => known.startsWith(word)))) return undefined;
  const ranked = entry.parts.map((part) => ({ part, score: score(part, wanted) }));
  const best = ranked.reduce((a, b) => (b.score > a.score ? b : a));
  const matched = best.part.kind === "documentation" ? excerpt(best.part.text, wanted) : best.part.text;
  return { hit: { ...entry.indexed, kind: best.part.kind, matched }, score: best.score };
}

/** How many words are found, then their weight, twice for whole words, a little less the more other words stand there. */
function score(part: Part, wanted: readonly string[]): number {
  const found = wanted.map((word) =>
    part.words.includes(word) ? 2 : part.words.some((known) => known.startsWith(word)) ? 1 : 0,
  );
  const sum = found.reduce<number>((total, worth) => total + worth, 0);
  const covered = found.filter((worth) => worth > 0).length;
  return covered * COVERED + sum * WEIGHT[part.kind] - (sum > 0 ? Math.min(part.words.length, 100) / 100 : 0);
}

function excerpt(text: string, wanted: readonly string[]): string {
  const lower = text.toLowerCase();
  const at = Math.max(0, Math.min(...wanted.map((word) => lower.indexOf(word)).filter((found) => found >= 0)));
  const start = Number.isFinite(at) && at > EXCERPT / 2 ? at - EXCERPT / 2 : 0;
  const piece = text.slice(start, start + EXCERPT).replace(/\s+/g, " ");
  return `${start > 0 ? "…" : ""}${piece}${start + EXCERPT < text.length ? "…" : ""}`;
}
