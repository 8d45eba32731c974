import type { ReleaseRecord, Store } from "../store/store.ts";
import { highestIn } from "./choose-version.ts";
import { type FoundEvent, findEvent } from "./find-event.ts";
import type { Judge } from "./judge.ts";
import { listModules, type Page } from "./list-modules.ts";
import { type LoadedRelease, releaseLoader } from "./load-release.ts";
import { pageSize, pageToken, readNumberToken } from "./pages.ts";
import { type PublishOutcome, type PublishRequest, publish } from "./publish.ts";
import { search } from "./search.ts";
import type { SearchHit } from "./search-index.ts";

/** Everything that the registry does, whatever it is asked through. */
export interface Registry {
  publish(request: PublishRequest): Promise<PublishOutcome>;
  /** The highest release in an npm range. */
  resolve(module: string, range: string): Promise<ReleaseRecord | undefined>;
  release(module: string, version: string): Promise<{ record: ReleaseRecord; content: LoadedRelease } | undefined>;
  modules(size: number, token: string): Promise<Page<ReleaseRecord>>;
  /** A module's releases, newest first. */
  releases(module: string, size: number, token: string): Promise<Page<ReleaseRecord>>;
  event(name: string): Promise<FoundEvent | undefined>;
  search(query: string, size: number, token: string): Promise<Page<SearchHit>>;
}

/** What the registry needs of its surroundings. */
export interface RegistryDeps {
  readonly store: Store;
  readonly judge: Judge;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Makes the registry over a store. */
export function createRegistry(deps: RegistryDeps): Registry {
  const { store } = deps;
  const load = releaseLoader(store);
  const events = search(store);
  return {
    publish: (request) => publish({ ...deps, load }, request),
    resolve: async (module, range) => {
      const found = highestIn(await store.versionsOf(module), range);
      return found === undefined ? undefined : (await store.releasesById([found.id]))[0];
    },
    release: async (module, version) => {
      const record = await store.findRelease(module, version);
      return record === undefined ? undefined : { record, content: await load(record.id) };
    },
    modules: (size, token) => listModules(store, size, token),
    releases: (module, size, token) => listReleases(store, module, size, token),
    event: (name) => findEvent(store, load, name),
    search: async (query, size, token) => {
      const limit = pageSize(size);
      const start = readNumberToken(token) ?? 0;
      const hits = await events.find(query);
      const next = start + limit;
      return { items: hits.slice(start, next), nextPageToken: next < hits.length ? pageToken(next) : "" };
    },
  };
}

async function listReleases(store: Store, module: string, size: number, token: string): Promise<Page<ReleaseRecord>> {
  const limit = pageSize(size);
  const before = readNumberToken(token) ?? Number.MAX_SAFE_INTEGER;
  const found = await store.releasesBefore(module, before, limit + 1);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextPageToken: found.length > limit && last !== undefined ? pageToken(last.id) : "" };
}
