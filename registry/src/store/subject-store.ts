/** A reference to another subject's version; `name` is the path that the schema imports. */
export interface SubjectReference {
  readonly name: string;
  readonly subject: string;
  readonly version: number;
}

/** A schema as the Confluent face gives it out. Ids count per context. */
export interface SubjectSchema {
  readonly context: string;
  readonly id: number;
  /** UUID of the MD5 over text, references and metadata: the same in every registry. */
  readonly guid: string;
  /** Canonical .proto text. */
  readonly text: string;
  /** Encoded google.protobuf.FileDescriptorProto without comments. */
  readonly descriptor: Uint8Array;
  readonly references: readonly SubjectReference[];
  /** JSON of the metadata; empty without. */
  readonly metadata: string;
}

/** One version of a subject. */
export interface SubjectVersion {
  readonly context: string;
  readonly subject: string;
  readonly version: number;
  readonly schemaId: number;
  readonly deleted: boolean;
  /** True for what a release put there: it cannot be deleted or added to. */
  readonly isReleased: boolean;
}

/** What a text was compiled to, so that nobody need compile it again. */
export interface Reading {
  /** Digest of the text as it was sent, how it was to be read, and all that it refers to. */
  readonly source: string;
  /** Canonical .proto text. */
  readonly text: string;
  /** Encoded google.protobuf.FileDescriptorProto without comments. */
  readonly descriptor: Uint8Array;
}

/** A reading to keep. */
export interface NewReading extends Reading {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actor: string;
}

/** A schema to store as the next version of a subject. */
export interface NewSubjectVersion {
  readonly context: string;
  readonly subject: string;
  readonly guid: string;
  readonly text: string;
  readonly descriptor: Uint8Array;
  readonly references: readonly SubjectReference[];
  readonly metadata: string;
  /** Given, the text and descriptor are kept as what was compiled from this. */
  readonly source?: string | undefined;
  /** Given only when importing. */
  readonly id?: number;
  readonly version?: number;
  /** Highest version and number of live ones when the decision was taken. */
  readonly seen: { readonly highest: number; readonly live: number };
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actor: string;
}

/** Where a released schema stands: under its path for those that import it, under its event's name, or as the values of its topic. */
export type ReleasedSubject =
  | { readonly kind: "file" | "event"; readonly name: string }
  | { readonly kind: "topic"; readonly name: string; readonly event: string };

/** A file of a release as the Confluent face shows it. */
export interface ReleasedSchema {
  readonly path: string;
  /** Canonical .proto text. */
  readonly text: string;
  /** Encoded google.protobuf.FileDescriptorProto without comments. */
  readonly descriptor: Uint8Array;
  /** Paths of the files that it refers to; they come before it. */
  readonly imports: readonly string[];
  readonly subjects: readonly ReleasedSubject[];
}

/** What became of it; `mismatch` means that the given id or version holds something else. */
export type RegisterOutcome =
  | { readonly kind: "stored"; readonly version: SubjectVersion; readonly isNewSchema: boolean }
  | { readonly kind: "same"; readonly version: SubjectVersion }
  | { readonly kind: "mismatch"; readonly what: "id" | "version" }
  | { readonly kind: "released" }
  | { readonly kind: "stale" };

/** Versions to delete: marked so that ids stay readable, or removed for good. */
export interface Deletion {
  readonly context: string;
  readonly subject: string;
  readonly versions: readonly number[];
  readonly permanent: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actor: string;
}

/** What became of it; `referenced` names the version that another schema needs. */
export type DeletionOutcome =
  | { readonly kind: "deleted" }
  | { readonly kind: "released" }
  | { readonly kind: "referenced"; readonly version: number };

/** A setting of a subject (or, with an empty subject, of a context); no value removes it. */
export interface SettingChange {
  readonly context: string;
  readonly subject: string;
  readonly name: SettingName;
  readonly value: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actor: string;
}

/** A setting as it is stored. */
export interface SubjectSetting {
  readonly context: string;
  /** Empty for a setting of the context. */
  readonly subject: string;
  readonly name: SettingName;
  readonly value: string;
}

/** The two kinds of settings. */
export type SettingName = "config" | "mode";

/** What the Confluent face keeps. The same promises as Store. */
export interface SubjectStore {
  register(version: NewSubjectVersion): Promise<RegisterOutcome>;
  remove(deletion: Deletion): Promise<DeletionOutcome>;
  changeSetting(change: SettingChange): Promise<void>;
  keepReading(reading: NewReading): Promise<void>;
  reading(source: string): Promise<Reading | undefined>;
  /** The settings of a subject, of its context, and of two other contexts. */
  settingsAround(context: string, subject: string, one: string, other: string): Promise<SubjectSetting[]>;
  /** The subjects of a context that have a setting of their own. */
  settingsIn(context: string, name: SettingName): Promise<string[]>;
  /** All versions of a subject, the deleted ones too, in order. */
  versions(context: string, subject: string): Promise<SubjectVersion[]>;
  /** All subjects, by name; of all contexts when none is given. */
  subjects(context?: string): Promise<{ context: string; subject: string; live: boolean }[]>;
  schema(context: string, id: number): Promise<SubjectSchema | undefined>;
  schemasByGuid(guid: string): Promise<SubjectSchema[]>;
  /** Where a schema is used, the deleted versions too. */
  uses(context: string, schemaId: number): Promise<SubjectVersion[]>;
  /** Ids of the schemas that refer to a version and are themselves in use. */
  referencedBy(context: string, subject: string, version: number): Promise<number[]>;
  contexts(): Promise<string[]>;
  highestId(context: string): Promise<number>;
}
