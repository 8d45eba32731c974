import type { EventInfo } from "@postel/model";
import type { EventVersionRecord, Store, StoredEvent } from "../store/store.ts";
import { latestOf } from "./choose-version.ts";
import type { LoadedRelease, LoadRelease } from "./load-release.ts";

/** An event as its latest release holds it. */
export interface FoundEvent {
  readonly name: string;
  readonly module: string;
  /** Highest stable version that holds it, or else the highest. */
  readonly version: string;
  readonly event: StoredEvent;
  /** Releases that hold it, newest first. */
  readonly versions: readonly EventVersionRecord[];
  /** Full names of the lineage's majors, oldest first. */
  readonly lineage: readonly string[];
  readonly info: EventInfo;
  readonly release: LoadedRelease;
}

/** Looks an event up by its full name, in a certain release or the latest. */
export async function findEvent(
  store: Store,
  load: LoadRelease,
  name: string,
  version?: string,
): Promise<FoundEvent | undefined> {
  const versions = await store.eventVersions(name);
  const latest = latestOf(versions.map((entry) => ({ id: entry.releaseId, version: entry.version })));
  const record = versions.find((entry) =>
    version === undefined ? entry.releaseId === latest?.id : entry.version === version,
  );
  if (record === undefined) return undefined;
  const event = (await store.eventDocuments(record.releaseId)).find((each) => each.name === name);
  const release = await load(record.releaseId);
  const info = release.model.events.find((each) => each.name === name);
  if (event === undefined || info === undefined) return undefined;
  const lineage = release.model.lineages.find((each) => each.name === info.lineage)?.majors ?? [info];
  return {
    ...{ name, module: record.module, version: record.version, event, versions, info, release },
    lineage: lineage.map((major) => major.name),
  };
}
