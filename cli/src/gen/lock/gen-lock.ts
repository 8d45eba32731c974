/** What `gen.lock` pins, so that everybody generates the same code until somebody asks for newer schemas. */
export interface GenLock {
  /** Version of the generator that wrote the files. */
  readonly generator: string;
  /** By name of the module. */
  readonly modules: ReadonlyMap<string, LockedModule>;
  /** Every generated file, by its path from the folder of `gen.yaml`, and the sha256 of its text. */
  readonly outputs: ReadonlyMap<string, string>;
}

/** A module as it was used. */
export interface LockedModule {
  /** The range that `gen.yaml` asked for. */
  readonly range: string;
  /** The release that was taken; absent when the schemas came from a source instead. */
  readonly version?: string;
  /** Release digest, or the digest of the schemas when they came from a source: `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
  /** Schema digests of the events that the service emits or reads, by full name. */
  readonly events: ReadonlyMap<string, string>;
}

export const EMPTY_LOCK: GenLock = { generator: "", modules: new Map(), outputs: new Map() };
