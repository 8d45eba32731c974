/** An example of an event; event, schema digest and name identify it. */
export interface StoredSample {
  /** Full name of the event's message. */
  readonly event: string;
  readonly name: string;
  /** `sha256:` and 64 hexadecimal digits. */
  readonly schemaDigest: string;
  /** The encoded event. */
  readonly data: Uint8Array;
}

/** A stored sample and its place in the order of storing. */
export interface SampleRecord extends StoredSample {
  readonly position: number;
}

/** Samples to store. */
export interface NewSamples {
  readonly samples: readonly StoredSample[];
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actor: string;
}

/** What became of them: how many are new, or the one whose identity is taken by other bytes; then none is stored. */
export type AddSamplesOutcome =
  | { readonly kind: "added"; readonly created: number }
  | { readonly kind: "taken"; readonly sample: StoredSample };

/** Samples of events. The same promises as Store. */
export interface SampleStore {
  add(samples: NewSamples): Promise<AddSamplesOutcome>;
  /** Samples of these events with a position above the given one, in order. */
  after(events: readonly string[], position: number, limit: number): Promise<SampleRecord[]>;
}
