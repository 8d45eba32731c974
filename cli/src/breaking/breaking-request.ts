import type { Annotation, ErrorFormat } from "@postel/compat";

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
  readonly errorFormat: ErrorFormat;
  readonly disableSymlinks: boolean;
  /** Milliseconds that each run of the compiler may take; undefined for its own limit. */
  readonly timeout: number | undefined;
  readonly cwd: string;
}

/** What it answers: findings, or else the errors in .proto files, with paths as people see them. */
export interface BreakingFindings {
  readonly kind: "findings";
  readonly annotations: readonly Annotation[];
  readonly warnings: readonly string[];
}

/** The answer, or all that buf printed where it had to be asked itself. */
export type BreakingAnswer =
  | BreakingFindings
  | { readonly kind: "verbatim"; readonly stdout: string; readonly stderr: string; readonly isClean: boolean };
