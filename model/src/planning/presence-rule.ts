import type { DescField } from "@bufbuild/protobuf";
import type { PresenceRule } from "../plan.ts";
import { presenceOf } from "./field-ref-of.ts";
import { defaultOf } from "./literal-of.ts";
import { requiredByRule } from "./required-by-rule.ts";

/** What an unset source field does to the target; undefined when the target must be set and may not be. */
export function presenceRule(source: DescField, target: DescField): PresenceRule | undefined {
  if (presenceOf(source) !== "explicit") return { kind: "always" };
  if (requiredByRule(source)) return { kind: "if-set" };
  const mustBeSet = presenceOf(target) === "required" || requiredByRule(target);
  if (mustBeSet) return undefined;
  const holdsValue = presenceOf(target) === "implicit" && target.fieldKind !== "list";
  return holdsValue ? { kind: "default", value: defaultOf(source) } : { kind: "if-set" };
}
