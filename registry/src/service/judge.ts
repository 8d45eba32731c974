import type { DescriptorSet } from "@postel/proto";
import type { Bump } from "./choose-version.ts";

/** One thing that is wrong with a new release; line and column count from 1, 0 when unknown. */
export interface JudgedFinding {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A fact about two releases, without an opinion. */
export interface JudgedChange {
  /** Such as `field-removed`. */
  readonly kind: string;
  /** Full name of the element; a path for files. */
  readonly element: string;
  readonly path: string;
  /** What the fact alone demands of the next version. */
  readonly bump: string;
  /** The fact in words. */
  readonly text: string;
}

/** What the facts say about a new release. */
export interface Judgement {
  readonly bump: Bump;
  /** The changes that demand the bump, as sentences. */
  readonly because: readonly string[];
  readonly findings: readonly JudgedFinding[];
  /** All that changed. */
  readonly changes: readonly JudgedChange[];
  /** True when the findings concern stored events: then no version makes them right. */
  readonly isFinal: boolean;
}

/** Compares a module's last release with the new one. */
export type Judge = (before: DescriptorSet, after: DescriptorSet, today: Date) => Promise<Judgement>;
