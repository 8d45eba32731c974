import type { Change } from "./change.ts";
import type { Element } from "./schema/elements.ts";

/** What is told of a finding. Lines and columns are 1-based, the end is exclusive; all are 0 where there is no path. */
export interface ReportedFinding {
  readonly rule: string;
  readonly message: string;
  /** Full name of what it is about; a path for files. */
  readonly element: string;
  /** Path within the module; absent for what is nowhere any more. */
  readonly path?: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** Where it was in the older version. */
  readonly was?: OldPlace;
  /** What a reader of the other version would see. */
  readonly example?: string;
  /** What the author can do about it. */
  readonly next: string;
  /** The policy file of buf that asked for it, where it was not the buf.yaml. */
  readonly policy?: string;
  /** The facts it rests on. */
  readonly changes: readonly Change[];
}

/** A place in the older version, counted as in findings. */
export interface OldPlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A rule's opinion of one fact. */
export interface Finding extends ReportedFinding {
  /** The type that holds the element, or the element itself: a message, enum, service or file. */
  readonly holder: Element;
}
