/** Something wrong with the schemas, at its place in a .proto file. Lines and columns count from 1; 0 is unknown. */
export interface ModelProblem {
  readonly code: ModelProblemCode;
  readonly message: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** What is wrong. */
export type ModelProblemCode =
  | "LINEAGE_GAP"
  | "LINEAGE_CYCLE"
  | "LINEAGE_TWO_CLAIMANTS"
  | "UNKNOWN_UPCASTS_FROM"
  | "BAD_KEY"
  | "EVENT_NAME_CLASH"
  | "BAD_RENAME"
  | "BAD_EXPRESSION"
  | "BAD_BECOMES"
  | "UNKNOWN_DROPS";
