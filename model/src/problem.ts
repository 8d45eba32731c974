import type { Place } from "./place.ts";

/** Something wrong with the schemas, at its place in a .proto file. */
export interface ModelProblem extends Place {
  readonly code: ModelProblemCode;
  /** What is wrong, why, and what to do about it. */
  readonly message: string;
}

/** What is wrong. */
export type ModelProblemCode =
  | "LINEAGE_GAP"
  | "LINEAGE_CYCLE"
  | "LINEAGE_ORDER"
  | "LINEAGE_TWO_CLAIMANTS"
  | "UNKNOWN_UPCASTS_FROM"
  | "BAD_KEY"
  | "EVENT_NAME_CLASH"
  | "BAD_RENAME"
  | "BAD_EXPRESSION"
  | "BAD_BECOMES"
  | "UNKNOWN_DROPS";

/** Makes a problem at a place. */
export function problemAt(place: Place, code: ModelProblemCode, message: string): ModelProblem {
  return { code, message, path: place.path, line: place.line, column: place.column };
}
