/**
 * How one sample is made. Paths are those of protovalidate: `lines[0].sku`, `labels["campaign"]`, and the name of a oneof
 * for its choice of a case.
 */
export interface Recipe {
  /** Whether everything is set that may be, or only what must be. */
  readonly everything: boolean;
  /** Members that are set though not everything is. */
  readonly set: Set<string>;
  /** Which candidate is taken, by path; the first where nothing is said. */
  readonly picks: Map<string, number>;
  /** Enum values and cases of oneofs that the sample is about, by path: never replaced. */
  readonly fixed: ReadonlyMap<string, string>;
}

/** A recipe that was not tried yet. */
export function recipe(everything: boolean, fixed: Recipe["fixed"] = new Map()): Recipe {
  return { everything, fixed, set: new Set(), picks: new Map() };
}
