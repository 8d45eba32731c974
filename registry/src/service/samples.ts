import { type DescMessage, fromBinary } from "@bufbuild/protobuf";
import type { Lineage } from "@postel/model";
import { RegistryError } from "../errors.ts";
import type { AddSamplesOutcome, SampleRecord, StoredSample } from "../store/sample-store.ts";
import type { Store } from "../store/store.ts";
import { findEvent } from "./find-event.ts";
import { limits } from "./limits.ts";
import type { Page } from "./list-modules.ts";
import type { LoadRelease } from "./load-release.ts";
import { checkText } from "./names.ts";
import { pageSize, pageToken, readNumberToken } from "./pages.ts";

/** Samples to store for events that a module released. */
export interface SamplesRequest {
  readonly module: string;
  readonly samples: readonly StoredSample[];
  /** Who asks. */
  readonly actor: string;
}

/** What samples need of their surroundings. */
export interface SampleDeps {
  readonly store: Store;
  readonly load: LoadRelease;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Stores samples of released events. Throws RegistryError NOT_FOUND, INVALID_SAMPLE or TOO_LARGE. */
export async function addSamples(deps: SampleDeps, request: SamplesRequest): Promise<AddSamplesOutcome> {
  const { store, load, now } = deps;
  const { module, samples, actor } = request;
  const events = new Map<string, DescMessage>();
  for (const event of new Set(samples.map((sample) => sample.event))) {
    const found = await findEvent(store, load, event);
    if (found === undefined || found.module !== module)
      throw new RegistryError("NOT_FOUND", { what: `event ${event} of ${module}` });
    events.set(event, found.info.desc);
  }
  checkSamples(samples, (event) => events.get(event));
  for (const sample of samples) {
    const versions = await store.eventVersions(sample.event);
    if (!versions.some((version) => version.schemaDigest === sample.schemaDigest))
      throw invalid(sample, `no release has the schema digest ${sample.schemaDigest}`);
  }
  return store.samples.add({ samples, at: now(), actor });
}

/** Throws RegistryError INVALID_SAMPLE or TOO_LARGE unless each sample is one of an event that `descOf` knows. */
export function checkSamples(
  samples: readonly StoredSample[],
  descOf: (event: string) => DescMessage | undefined,
): void {
  if (samples.length > limits.samples)
    throw new RegistryError("TOO_LARGE", {
      what: "the number of samples",
      size: samples.length,
      limit: limits.samples,
    });
  const seen = new Set<string>();
  for (const sample of samples) {
    const { event, name, schemaDigest, data } = sample;
    checkText("the name of a sample", name);
    if (name === "") throw invalid(sample, "it has no name");
    if (!/^sha256:[0-9a-f]{64}$/.test(schemaDigest)) throw invalid(sample, "its schema digest is none");
    if (data.length > limits.sampleBytes)
      throw new RegistryError("TOO_LARGE", { what: `sample ${name}`, size: data.length, limit: limits.sampleBytes });
    const identity = JSON.stringify([event, schemaDigest, name]);
    if (seen.has(identity)) throw invalid(sample, "it is there twice");
    seen.add(identity);
    const desc = descOf(event);
    if (desc === undefined) throw invalid(sample, "the module has no such event");
    decode(sample, desc);
  }
}

function decode(sample: StoredSample, desc: DescMessage): void {
  try {
    fromBinary(desc, sample.data);
  } catch (cause) {
    throw invalid(
      sample,
      `its bytes are no ${sample.event}: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
  }
}

function invalid({ event, name }: StoredSample, reason: string): RegistryError {
  return new RegistryError("INVALID_SAMPLE", { event, name, reason });
}

/** Samples of events, oldest first. */
export async function listSamples(
  store: Store,
  events: readonly string[],
  size: number,
  token: string,
): Promise<Page<SampleRecord>> {
  const limit = pageSize(size);
  const found = await store.samples.after(events, readNumberToken(token) ?? 0, limit + 1);
  const items = found.slice(0, limit);
  return { items, nextPageToken: found.length > limit ? pageToken(items.at(-1)?.position ?? 0) : "" };
}

/** Stored samples, the events that they were asked for, and the position of the last one. */
export interface EarlierSamples {
  readonly events: readonly string[];
  readonly samples: readonly SampleRecord[];
  readonly position: number;
}

/** Every stored sample of the events that later majors must still be read from: all majors but each lineage's newest. */
export async function samplesOfEarlierMajors(store: Store, lineages: readonly Lineage[]): Promise<EarlierSamples> {
  const events = lineages.flatMap(({ majors }) => majors.slice(0, -1).map((major) => major.name));
  const samples: SampleRecord[] = [];
  for (;;) {
    const position = samples.at(-1)?.position ?? 0;
    const more = await store.samples.after(events, position, limits.page);
    samples.push(...more);
    if (more.length < limits.page) return { events, samples, position: more.at(-1)?.position ?? position };
  }
}
