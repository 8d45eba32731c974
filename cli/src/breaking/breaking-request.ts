import type { Annotation } from "@postel/compat";

/** What `buf breaking` is asked. */
export interface BreakingRequest {
  readonly input: string;
  readonly against: string;
  /** A buf.yaml instead of the input's: a path, or its content. */
  readonly config: string | undefined;
  readonly againstConfig: string | undefined;
  readonly path: readonly string[];
  readonly excludePath: readonly string[];
  readonly limitToInputFiles: boolean;
  readonly excludeImports: boolean;
  readonly disableSymlinks: boolean;
  /** Milliseconds that each run of the compiler may take; undefined for its own limit. */
  readonly timeout: number | undefined;
  readonly cwd: string;
}

/** What it answers: findings, or else the errors in .proto files, with paths as the input was written. */
export interface BreakingAnswer {
  readonly annotations: readonly Annotation[];
  readonly warnings: readonly string[];
}
