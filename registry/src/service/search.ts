import type { Store } from "../store/store.ts";
import { latestOf } from "./choose-version.ts";
import { type SearchHit, searchIndex } from "./search-index.ts";

/** Finds events; always sees every acknowledged release, also those that another instance stored. */
export interface Search {
  /** Hits from one place up to another, the best first. */
  find(query: string, start: number, end: number): Promise<SearchHit[]>;
}

const CATCH_UP = 1_000;

/** Makes a search over a store that reads, before each answer, what was released since the last one. */
export function search(store: Store): Search {
  const index = searchIndex();
  let seen = 0;
  let running: Promise<void> = Promise.resolve();

  async function catchUp(): Promise<void> {
    for (;;) {
      const news = await store.releasesAfter(seen, CATCH_UP);
      for (const module of new Set(news.map((release) => release.module))) {
        const latest = latestOf(await store.versionsOf(module));
        if (latest !== undefined) index.replace(module, latest.version, await store.eventDocuments(latest.id));
      }
      seen = news.at(-1)?.id ?? seen;
      if (news.length < CATCH_UP) return;
    }
  }

  return {
    find: async (query, start, end) => {
      running = running.then(catchUp, catchUp);
      await running;
      return index.find(query, start, end);
    },
  };
}
