import type { AddSamplesOutcome, SampleRecord } from "../store/sample-store.ts";
import type { ReleaseRecord, Store } from "../store/store.ts";
import type { ServiceUsage, UsageRecord } from "../store/usage-store.ts";
import { highestIn } from "./choose-version.ts";
import { checkRelease, diffReleases, type ReleaseCheck } from "./compare-releases.ts";
import { type FoundEvent, findEvent } from "./find-event.ts";
import type { Judge, Judgement } from "./judge.ts";
import { listModules, type Page } from "./list-modules.ts";
import { type LoadedRelease, releaseLoader } from "./load-release.ts";
import { pageSize, pageToken, readNumberToken } from "./pages.ts";
import { type PublishOutcome, type PublishRequest, publish } from "./publish.ts";
import { readSchemas } from "./read-schemas.ts";
import { addSamples, listSamples, type SamplesRequest } from "./samples.ts";
import { search } from "./search.ts";
import type { SearchHit } from "./search-index.ts";
import { checkUsage, listUsage, type UsageQuery } from "./usage.ts";

/** Everything that the registry does, whatever it is asked through. */
export interface Registry {
  publish(request: PublishRequest): Promise<PublishOutcome>;
  /** The highest release in an npm range. */
  resolve(module: string, range: string): Promise<ReleaseRecord | undefined>;
  release(module: string, version: string): Promise<{ record: ReleaseRecord; content: LoadedRelease } | undefined>;
  modules(size: number, token: string): Promise<Page<ReleaseRecord>>;
  /** A module's releases, newest first. */
  releases(module: string, size: number, token: string): Promise<Page<ReleaseRecord>>;
  /** An event as a release holds it, by default the latest. */
  event(name: string, version?: string): Promise<FoundEvent | undefined>;
  /** What changed between two releases; undefined when one is missing. */
  diff(module: string, from: string, to: string): Promise<Judgement | undefined>;
  /** What would become of a release with these schemas; undefined for a module without releases. */
  check(request: CheckRequest): Promise<ReleaseCheck | undefined>;
  addSamples(request: SamplesRequest): Promise<AddSamplesOutcome>;
  /** Samples of events, oldest first. */
  samples(events: readonly string[], size: number, token: string): Promise<Page<SampleRecord>>;
  reportUsage(usage: ServiceUsage, actor: string): Promise<void>;
  usage(query: UsageQuery, size: number, token: string): Promise<Page<UsageRecord>>;
  search(query: string, size: number, token: string): Promise<Page<SearchHit>>;
}

/** Schemas to judge, against a release (empty: the latest). */
export interface CheckRequest extends Pick<PublishRequest, "module" | "descriptorSet" | "targets"> {
  readonly against: string;
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
    event: (name, version) => findEvent(store, load, name, version),
    diff: (module, from, to) => diffReleases({ ...deps, load }, module, from, to),
    check: ({ module, descriptorSet, targets, against }) =>
      checkRelease({ ...deps, load }, module, readSchemas(descriptorSet, targets), against),
    addSamples: (request) => addSamples({ ...deps, load }, request),
    samples: (names, size, token) => listSamples(store, names, size, token),
    reportUsage: async (usage, actor) => {
      checkUsage(usage);
      await store.usage.report({ ...usage, at: deps.now(), actor });
    },
    usage: (query, size, token) => listUsage(store, query, size, token),
    search: async (query, size, token) => {
      const limit = pageSize(size);
      const start = readNumberToken(token) ?? 0;
      const next = start + limit;
      const hits = await events.find(query, start, next + 1);
      return { items: hits.slice(0, limit), nextPageToken: hits.length > limit ? pageToken(next) : "" };
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
