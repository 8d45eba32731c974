import type { Message } from "@bufbuild/protobuf";
import type { StepPlan } from "../plan.ts";
import { type Application, applyPair } from "./apply-pair.ts";
import type { Types } from "./evaluate-expression.ts";
import { Failed, Unmappable } from "./outcomes.ts";

/**
 * What applying a plan gives; nothing throws.
 * - `unmappable`: the enum number at `path` in the source has no name in the target.
 * - `failed`: the expression of the target's field at `path` has no value.
 * - `unresolved`: the target's fields at `paths` need functions that a person writes; all that this message meets.
 */
export type Applied =
  | { readonly kind: "ok"; readonly value: Message }
  | { readonly kind: "unmappable"; readonly path: string; readonly number: number }
  | { readonly kind: "failed"; readonly path: string; readonly reason: string }
  | { readonly kind: "unresolved"; readonly paths: readonly string[] };

/** Applies one step of a lineage to a message without generated code; `types` knows the messages of both ends. */
export function applyPlan(plan: StepPlan, message: Message, types: Types): Applied {
  const unresolved = new Set<string>();
  const application: Application = { plan, types, unresolved };
  try {
    const value = applyPair(application, plan, message, { source: "", target: "" });
    return unresolved.size > 0 ? { kind: "unresolved", paths: [...unresolved] } : { kind: "ok", value };
  } catch (error) {
    if (error instanceof Unmappable) return { kind: "unmappable", path: error.path, number: error.number };
    if (error instanceof Failed) return { kind: "failed", path: error.path, reason: error.message };
    // A message nested deeper than the stack, or one that is not of the plan's type.
    return { kind: "failed", path: "", reason: error instanceof Error ? error.message : String(error) };
  }
}
