import type { Place } from "./place.ts";
import type { EnumPlan, PairPlan, UnresolvedCode } from "./plan.ts";
import type { ModelProblem } from "./problem.ts";

/** How the messages of an earlier set of schemas become those of a later one, as data. */
export interface SetPlan {
  /** Every message pair, each once; in the order of the later set's files, then pairs that only fields lead to. */
  readonly pairs: readonly MatchedPair[];
  /** Every enum pair that a field needs; each once. */
  readonly enums: readonly EnumPlan[];
  /** Members of `pairs` that a person must decide about. */
  readonly unresolved: readonly UnresolvedMember[];
  /** Fields of `pairs` that nothing reads. */
  readonly lost: readonly LostMember[];
  /** Full names of messages that the earlier set has no form of. */
  readonly added: readonly string[];
  /** Full names of messages of the earlier set that no message of the later one comes from. */
  readonly removed: readonly string[];
  /** Annotations that cannot be followed. */
  readonly problems: readonly ModelProblem[];
}

/** A message pair, and what joins its ends. */
export interface MatchedPair extends PairPlan {
  /**
   * `name`: the same full name; `lineage`: the nearest earlier major; `field`: a field whose type it was; `moved`: the
   * only two of that name within their packages, one new and one gone, that share half of their fields.
   */
  readonly via: "name" | "lineage" | "upcasts_from" | "field" | "moved";
  /** True when every member is carried over as it is and nothing is lost. */
  readonly unchanged: boolean;
}

/** A member (field or oneof) that a person must decide about, at its place in the later schemas. */
export interface UnresolvedMember extends Place {
  readonly from: string;
  readonly to: string;
  /** Name of the member in the message `to`. */
  readonly member: string;
  readonly code: UnresolvedCode;
  readonly reason: string;
  readonly remedies: readonly string[];
  /** Names of the fields of `from` that the value may lie in. */
  readonly candidates: readonly string[];
}

/** A field whose value does not get across. */
export interface LostMember {
  readonly from: string;
  readonly to: string;
  /** Name of the field in the message `from`. */
  readonly field: string;
  /** False when a function that a person writes may read it. */
  readonly certain: boolean;
  /** The field of `to` that it probably became: a new name, or a path such as `address.city`. */
  readonly renamedTo?: string;
}
