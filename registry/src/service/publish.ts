import { readModel, releaseDigest } from "@postel/model";
import type { DescriptorSet } from "@postel/proto";
import { RegistryError } from "../errors.ts";
import type { StoredSample } from "../store/sample-store.ts";
import type { NewRelease, ReleaseRecord, Store, StoredFile, VersionRecord } from "../store/store.ts";
import { isHighEnough, lowestAllowed, predecessorOf } from "./choose-version.ts";
import { eventDocuments } from "./event-documents.ts";
import type { Judge, JudgedFinding, Judgement } from "./judge.ts";
import { limits } from "./limits.ts";
import type { LoadRelease } from "./load-release.ts";
import { checkModuleName, checkPath, checkText, checkVersion } from "./names.ts";
import { readSchemas } from "./read-schemas.ts";
import { releasedSchemas } from "./released-schemas.ts";
import { checkSamples, samplesOfEarlierMajors } from "./samples.ts";
import { type Attestation, unattested } from "./unattested.ts";
import { upcastGaps } from "./upcast-gaps.ts";

/** A release as it is asked for. */
export interface PublishRequest {
  readonly module: string;
  readonly version: string;
  /** Encoded google.protobuf.FileDescriptorSet with comments and all imports. */
  readonly descriptorSet: Uint8Array;
  /** Paths of the module's own files. */
  readonly targets: readonly string[];
  readonly files: readonly StoredFile[];
  readonly commit: string;
  readonly packageName: string;
  readonly generatorVersion: string;
  readonly samples?: readonly StoredSample[];
  readonly attestation?: Attestation | undefined;
  /** Who asks. */
  readonly actor: string;
}

/**
 * What became of it. `refused` says how far the version must move and why; without a lowest
 * version, none would do. `unreadable` says which earlier majors cannot be read as the newest one.
 */
export type PublishOutcome =
  | { readonly kind: "stored" | "same" | "taken"; readonly release: ReleaseRecord }
  | { readonly kind: "elsewhere"; readonly event: string; readonly module: string }
  | { readonly kind: "sample-taken"; readonly sample: StoredSample }
  | { readonly kind: "unreadable"; readonly findings: readonly JudgedFinding[] }
  | ({ readonly kind: "refused"; readonly previousVersion: string; readonly lowestVersion: string } & Judgement);

/** What publishing needs of its surroundings. */
export interface PublishDeps {
  readonly store: Store;
  readonly load: LoadRelease;
  readonly judge: Judge;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const MOST_ATTEMPTS = 5;

/**
 * Stores a release whose version moves as far as its changes demand. The decision is taken outside the store's transaction; when another
 * release of the module came between, it is taken again. Throws RegistryError for input that cannot be used.
 */
export async function publish(deps: PublishDeps, request: PublishRequest): Promise<PublishOutcome> {
  checkLabels(request);
  const set = readSchemas(request.descriptorSet, request.targets);
  const digest = releaseDigest({ set, files: request.files, generatorVersion: request.generatorVersion });
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const outcome = await decideAndAppend(deps, request, set, digest);
    if (outcome !== undefined) return outcome;
  }
  throw new RegistryError("BUSY", { module: request.module });
}

async function decideAndAppend(
  deps: PublishDeps,
  request: PublishRequest,
  set: DescriptorSet,
  digest: string,
): Promise<PublishOutcome | undefined> {
  const known = await deps.store.findRelease(request.module, request.version);
  if (known !== undefined) return { kind: known.digest === digest ? "same" : "taken", release: known };
  const versions = await deps.store.versionsOf(request.module);
  const previous = predecessorOf(versions, request.version);
  const judgement = previous === undefined ? undefined : await compare(deps, previous, set);
  if (previous !== undefined && judgement !== undefined) {
    const lowestVersion = judgement.isFinal ? "" : lowestAllowed(previous.version, judgement.bump);
    if (judgement.isFinal || !isHighEnough(request.version, previous.version, judgement.bump))
      return { kind: "refused", previousVersion: previous.version, lowestVersion, ...judgement };
  }
  const { findings, seenSamples } = await unreadable(deps.store, request, set, digest);
  if (findings.length > 0) return { kind: "unreadable", findings };
  const bump = judgement?.bump ?? "";
  const release = await newRelease(deps, request, set, { previous, versions, digest, bump, seenSamples });
  const outcome = await deps.store.appendRelease(release);
  return outcome.kind === "stale" ? undefined : outcome;
}

/** What keeps events of earlier majors from being read as the newest one, and which stored samples that was said of. */
async function unreadable(store: Store, request: PublishRequest, set: DescriptorSet, digest: string) {
  const { samples = [], attestation, files } = request;
  const model = readModel(set);
  const events = new Map(model.events.map((event) => [event.name, event.desc]));
  checkSamples(samples, (event) => events.get(event));
  const lineages = model.lineages.filter(({ majors }) => majors.length > 1);
  const gaps = upcastGaps(set, lineages, files);
  const { events: earlier, samples: stored, position } = await samplesOfEarlierMajors(store, lineages);
  const missing = unattested({ digest, lineages, samples: [...stored, ...samples], attestation });
  return { findings: [...gaps, ...missing], seenSamples: { events: earlier, position } };
}

async function compare(deps: PublishDeps, previous: VersionRecord, set: DescriptorSet): Promise<Judgement> {
  const before = await deps.load(previous.id);
  return deps.judge(before.set, set, new Date(deps.now()));
}

interface Decision {
  readonly previous: VersionRecord | undefined;
  readonly versions: readonly VersionRecord[];
  readonly digest: string;
  readonly bump: string;
  readonly seenSamples: NonNullable<NewRelease["seenSamples"]>;
}

async function newRelease(
  { store, now }: PublishDeps,
  request: PublishRequest,
  set: DescriptorSet,
  { previous, versions, digest, bump, seenSamples }: Decision,
): Promise<NewRelease> {
  const { module, version, commit, packageName, generatorVersion, actor, files } = request;
  const before = previous === undefined ? [] : await store.eventDocuments(previous.id);
  return {
    ...{ module, version, commit, packageName, generatorVersion, actor, files, digest, bump, seenSamples },
    previousId: previous?.id ?? 0,
    knownReleases: versions.length,
    schemas: set.files.map(({ path, bytes, isImport }) => ({ path, bytes, isImport })),
    events: eventDocuments(set, version, before),
    samples: request.samples ?? [],
    subjects: releasedSchemas(set),
    at: now(),
  };
}

function checkLabels(request: PublishRequest): void {
  checkModuleName(request.module);
  checkVersion(request.version);
  checkText("commit", request.commit);
  checkText("package name", request.packageName);
  checkText("generator version", request.generatorVersion);
  if (request.files.length > limits.files)
    throw new RegistryError("TOO_LARGE", {
      what: "the number of files beside the schemas",
      size: request.files.length,
      limit: limits.files,
    });
  const paths = request.files.map((file) => file.path);
  for (const path of paths) checkPath(path);
  const twice = paths.find((path, at) => paths.indexOf(path) !== at);
  if (twice !== undefined) throw new RegistryError("INVALID_PATH", { path: `${twice} (given twice)` });
}
