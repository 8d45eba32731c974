/** A version of an npm package to store. */
export interface NewPackageVersion {
  readonly package: string;
  readonly version: string;
  /** JSON of the version's package.json, as npm sent it, without `dist`. */
  readonly manifest: string;
  readonly tarball: Uint8Array;
  /** `sha512-` and base64. */
  readonly integrity: string;
  /** SHA-1 in hexadecimal digits. */
  readonly shasum: string;
  /** Tags that point to it from now on. */
  readonly tags: readonly string[];
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actor: string;
}

/** A stored version of a package. */
export interface PackageVersion {
  readonly version: string;
  readonly manifest: string;
  readonly integrity: string;
  readonly shasum: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** A tag to point to a version; without a version the tag goes. */
export interface TagChange {
  readonly package: string;
  readonly tag: string;
  readonly version: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actor: string;
}

/** What the npm face keeps. The same promises as Store. */
export interface PackageStore {
  /** Stores a version; `taken` when there is one already, whatever its content. */
  publish(version: NewPackageVersion): Promise<{ readonly kind: "stored" | "taken" }>;
  /** Moves or removes a tag; `missing` when there is no such version. */
  changeTag(change: TagChange): Promise<{ readonly kind: "changed" | "missing" }>;
  /** Versions in the order of publishing. */
  versions(name: string): Promise<PackageVersion[]>;
  tags(name: string): Promise<Record<string, string>>;
  tarball(name: string, version: string): Promise<Uint8Array | undefined>;
}
