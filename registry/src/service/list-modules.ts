import type { ReleaseRecord, Store } from "../store/store.ts";
import { latestOf } from "./choose-version.ts";
import { pageSize, pageToken, readPageToken } from "./pages.ts";

/** One page of a list; the token is empty on the last. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextPageToken: string;
}

/** All modules with their latest release, by name. */
export async function listModules(store: Store, size: number, token: string): Promise<Page<ReleaseRecord>> {
  const limit = pageSize(size);
  const names = await store.moduleNames(readPageToken(token) ?? "", limit + 1);
  const shown = names.slice(0, limit);
  const latest = await Promise.all(shown.map(async (name) => latestOf(await store.versionsOf(name))?.id ?? 0));
  const last = shown.at(-1);
  return {
    items: await store.releasesById(latest),
    nextPageToken: names.length > limit && last !== undefined ? pageToken(last) : "",
  };
}
