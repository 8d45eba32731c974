import type { fromBinary, toBinary } from "@bufbuild/protobuf";

/** What the child is asked to do. */
export interface ChildJobs {
  /** URL of the module that exports ChildLibrary. */
  readonly library: string;
  readonly lineages: readonly {
    /** URL of the generated module that exports the lineage. */
    readonly module: string;
    /** Full name of the event that samples become. */
    readonly target: string;
    /** Encoded events in base64, with the full names of their messages. */
    readonly samples: readonly { readonly event: string; readonly data: string }[];
  }[];
}

/** The functions of the very @bufbuild/protobuf that generated code uses. */
export interface ChildLibrary {
  readonly fromBinary: typeof fromBinary;
  readonly toBinary: typeof toBinary;
}

/** What the child tells, a line each; lineages and samples are named by their place among the jobs. */
export type ChildReport =
  /** What it does next: loading a lineage's code, or a sample. */
  | { readonly kind: "at"; readonly lineage: number; readonly sample?: number }
  | { readonly kind: "unloadable"; readonly lineage: number; readonly message: string; readonly stack: string }
  | { readonly kind: "ok"; readonly lineage: number; readonly sample: number; readonly data: string }
  | {
      readonly kind: "unmappable";
      readonly lineage: number;
      readonly sample: number;
      readonly path: string;
      readonly number: number;
    }
  | {
      readonly kind: "failed";
      readonly lineage: number;
      readonly sample: number;
      readonly message: string;
      readonly stack: string;
    }
  /** The second pass gave something else than the first; `data` is absent when it gave no event. */
  | { readonly kind: "unsteady"; readonly lineage: number; readonly sample: number; readonly data?: string }
  | { readonly kind: "end" };
