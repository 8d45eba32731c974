import type { CommitStore } from "./commit-store.ts";
import type { PackageStore } from "./package-store.ts";
import type { SampleStore, StoredSample } from "./sample-store.ts";
import type { ReleasedSchema, SubjectStore } from "./subject-store.ts";
import type { TokenStore } from "./token-store.ts";
import type { UsageStore } from "./usage-store.ts";

/** One compiled .proto file of a release. */
export interface StoredSchema {
  readonly path: string;
  /** Encoded google.protobuf.FileDescriptorProto. */
  readonly bytes: Uint8Array;
  /** True when the file belongs to another module. */
  readonly isImport: boolean;
}

/** A file released beside the schemas. */
export interface StoredFile {
  readonly path: string;
  readonly content: Uint8Array;
}

/** What pages and search need to know of an event without decoding descriptors. */
export interface EventDocument {
  /** `shop.orders.OrderPlaced`. */
  readonly lineage: string;
  readonly documentation: string;
  readonly owner: string;
  readonly topic: string;
  readonly key: string;
  /** Fields of the event and of the messages in it, by path such as `lines.sku`. */
  readonly fields: readonly FieldDocument[];
}

/** One field of an event, at any depth. */
export interface FieldDocument {
  readonly path: string;
  readonly documentation: string;
  /** Version of the release that introduced it. */
  readonly since: string;
}

/** An event as one release holds it. */
export interface StoredEvent {
  readonly name: string;
  /** `sha256:` and 64 hexadecimal digits. */
  readonly schemaDigest: string;
  readonly document: EventDocument;
}

/** A release that the service decided to accept. */
export interface NewRelease {
  readonly module: string;
  readonly version: string;
  readonly digest: string;
  readonly commit: string;
  readonly packageName: string;
  readonly generatorVersion: string;
  /** What the facts demand against the release before it; empty for a first release. */
  readonly bump: string;
  /** Id of the release that the decision compared with; 0 for a first release. */
  readonly previousId: number;
  /** How many releases the module had when the decision was taken. */
  readonly knownReleases: number;
  /** Imports first, in the order of the descriptor set. */
  readonly schemas: readonly StoredSchema[];
  readonly files: readonly StoredFile[];
  readonly events: readonly StoredEvent[];
  /** Examples to store with it. */
  readonly samples?: readonly StoredSample[];
  /** The stored samples that the decision knew: those of these events, up to this position. */
  readonly seenSamples?: { readonly events: readonly string[]; readonly position: number };
  /** Its schemas as the Confluent face shows them, imports first. */
  readonly subjects?: readonly ReleasedSchema[];
  /** When it is stored, in milliseconds since 1970. */
  readonly at: number;
  /** Who asks; goes into the audit log. */
  readonly actor: string;
}

/** A stored release without its content. */
export interface ReleaseRecord {
  /** Counts up over all modules in the order of storing, from 1. */
  readonly id: number;
  readonly module: string;
  readonly version: string;
  readonly digest: string;
  readonly commit: string;
  readonly packageName: string;
  readonly generatorVersion: string;
  readonly bump: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly events: readonly { readonly name: string; readonly schemaDigest: string }[];
}

/** What became of an append; `stale` means that the module, or a sample that the decision must know, has come since. */
export type AppendOutcome =
  | { readonly kind: "stored"; readonly release: ReleaseRecord }
  | { readonly kind: "same"; readonly release: ReleaseRecord }
  | { readonly kind: "taken"; readonly release: ReleaseRecord }
  | { readonly kind: "elsewhere"; readonly event: string; readonly module: string }
  | { readonly kind: "sample-taken"; readonly sample: StoredSample }
  | { readonly kind: "stale" };

/** The content of a release. */
export interface ReleaseContent {
  readonly schemas: readonly StoredSchema[];
  readonly files: readonly StoredFile[];
}

/** Version and id of a release: enough to choose one. */
export interface VersionRecord {
  readonly id: number;
  readonly version: string;
}

/** An event in one release. */
export interface EventVersionRecord {
  readonly releaseId: number;
  readonly module: string;
  readonly version: string;
  readonly schemaDigest: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** A write, as the audit log keeps it. */
export interface AuditRecord {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly detail: string;
}

/** How much is stored. */
export interface StoreCounts {
  readonly modules: number;
  readonly releases: number;
  readonly events: number;
  readonly schemas: number;
  readonly commits: number;
  readonly packages: number;
}

/**
 * Where the registry keeps its data. Every write is one atomic append that is durable before it is acknowledged; ids are assigned in the
 * transaction that stores. Every read sees all acknowledged writes. `store.contract.ts` says it in tests.
 */
export interface Store {
  /** Stores a release, or says why not. */
  appendRelease(release: NewRelease): Promise<AppendOutcome>;
  findRelease(module: string, version: string): Promise<ReleaseRecord | undefined>;
  /** Releases by id, in the order asked for; unknown ids are left out. */
  releasesById(ids: readonly number[]): Promise<ReleaseRecord[]>;
  releaseContent(id: number): Promise<ReleaseContent | undefined>;
  /** Names of modules after the given one, in order. */
  moduleNames(after: string, limit: number): Promise<string[]>;
  /** All versions of a module, oldest id first. */
  versionsOf(module: string): Promise<VersionRecord[]>;
  /** Releases of a module with an id below the given one, newest first. */
  releasesBefore(module: string, beforeId: number, limit: number): Promise<ReleaseRecord[]>;
  /** Releases that hold the event, newest first. */
  eventVersions(event: string): Promise<EventVersionRecord[]>;
  /** What the release knows of its events. */
  eventDocuments(releaseId: number): Promise<StoredEvent[]>;
  /** Ids, modules and versions of the releases stored after the given one, in order. */
  releasesAfter(id: number, limit: number): Promise<(VersionRecord & { readonly module: string })[]>;
  /** The audit log after the given entry, in order. */
  auditAfter(id: number, limit: number): Promise<AuditRecord[]>;
  counts(): Promise<StoreCounts>;
  /** How many writes wait to become durable. */
  queuedWrites(): number;
  /** False once nothing more can be written before a restart; what it holds can still be read. */
  canWrite(): boolean;
  /** What the Confluent face keeps. */
  readonly subjects: SubjectStore;
  /** What the buf face keeps. */
  readonly commits: CommitStore;
  /** Who may do what. */
  readonly tokens: TokenStore;
  /** What the npm face keeps. */
  readonly packages: PackageStore;
  /** Examples of events. */
  readonly samples: SampleStore;
  /** What services emit and consume. */
  readonly usage: UsageStore;
  /** Ends after the writes under way. */
  close(): Promise<void>;
}
