/** A file of a commit. */
export interface CommitFile {
  readonly path: string;
  readonly content: Uint8Array;
}

/** A pushed state of a module's sources. */
export interface CommitRecord {
  /** UUID without dashes. */
  readonly id: string;
  readonly module: string;
  /** b5 digest in hexadecimal digits. */
  readonly digest: string;
  /** Ids of the commits that it was built on. */
  readonly dependencies: readonly string[];
  readonly sourceControlUrl: string;
  /** Counts up over all modules. */
  readonly position: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** A name that points to a commit. */
export interface LabelRecord {
  readonly id: string;
  readonly module: string;
  readonly name: string;
  readonly commitId: string;
  /** Milliseconds since 1970; for `archivedAt`, 0 while it is in use. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly archivedAt: number;
}

/** A module as the buf command line sees it. */
export interface ModuleRecord {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** A commit to store, with the labels to move to it. */
export interface NewCommit {
  readonly id: string;
  readonly module: string;
  readonly digest: string;
  readonly files: readonly CommitFile[];
  readonly dependencies: readonly string[];
  readonly sourceControlUrl: string;
  readonly labels: readonly string[];
  /** What the first of the labels pointed to when the commit was checked; empty for nothing. */
  readonly seen: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actor: string;
}

/** What became of commits to store, in their order. */
export type AppendOutcome =
  | { readonly kind: "stored" | "same"; readonly commits: readonly CommitRecord[] }
  | { readonly kind: "stale" };

/** A change of a label: to point to a commit, or to be archived or taken into use again. */
export interface LabelChange {
  readonly module: string;
  readonly name: string;
  readonly change: { readonly kind: "point"; readonly commitId: string } | { readonly kind: "archive" | "unarchive" };
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actor: string;
}

/** What the buf face keeps. The same promises as Store. */
export interface CommitStore {
  /** Makes a module; `same` when there is one. */
  createModule(module: ModuleRecord & { readonly actor: string }): Promise<{ readonly kind: "created" | "same" }>;
  /**
   * Stores commits, or finds those of the same digest, and moves labels: all of them or none. `stale` when a label moved meanwhile; `same` when
   * nothing had to be stored.
   */
  append(commits: readonly NewCommit[]): Promise<AppendOutcome>;
  changeLabel(change: LabelChange): Promise<{ readonly kind: "changed" | "missing" }>;
  module(name: string): Promise<ModuleRecord | undefined>;
  /** All modules by name. */
  modules(): Promise<ModuleRecord[]>;
  commit(id: string): Promise<CommitRecord | undefined>;
  files(commitId: string): Promise<CommitFile[]>;
  /** Commits of a module, newest first. */
  commits(module: string): Promise<CommitRecord[]>;
  /** Labels of a module by name, the archived ones too. */
  labels(module: string): Promise<LabelRecord[]>;
  label(id: string): Promise<LabelRecord | undefined>;
  /** Ids of the commits that a label pointed to, newest first. */
  labelHistory(labelId: string): Promise<string[]>;
}
