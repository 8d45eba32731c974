/** All that `gen` would have on disk, as data: nothing is written while it is made. Paths are from the folder of `gen.yaml`. */
export interface Plan {
  readonly files: readonly PlannedFile[];
  /** Files of an earlier run that nothing needs any more. */
  readonly stale: readonly string[];
}

/** A file as it should be. */
export interface PlannedFile {
  readonly path: string;
  readonly text: string;
  /** `handler` belongs to the author once it exists; `generated` and `lock` belong to `gen`. */
  readonly kind: "generated" | "handler" | "lock";
}

/** How the disk differs from a plan in one place. */
export interface Difference {
  readonly path: string;
  readonly state: "missing" | "changed" | "stale";
  readonly kind: PlannedFile["kind"];
}
