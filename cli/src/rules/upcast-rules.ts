import type { RuleInfo } from "./rule-text.ts";

/** A field that nothing gives a value when an earlier major is read. */
export const upcastGapRule = {
  id: "EVENT_UPCAST_GAP",
  purpose: "Checks that every earlier major of an event can be read as the latest one.",
  next: "Write the function that the message names into the event's `*.upcast.ts`, or say in the .proto file where the value comes from.",
  categories: { v2: ["EVENT"] },
} as const satisfies RuleInfo;

/** A hand-written function that does not compile. */
export const upcastInvalidRule = {
  id: "EVENT_UPCAST_INVALID",
  purpose: "Checks that hand-written upcasters compile against the schemas of both majors.",
  next: "Correct the function; the generated interface beside it says what it takes and returns.",
  categories: { v2: ["EVENT"] },
} as const satisfies RuleInfo;

/** A field of an earlier major whose value ends there. */
export const upcastLossyRule = {
  id: "EVENT_UPCAST_LOSSY",
  purpose: "Checks that no value of an earlier major is lost without saying so.",
  next: "Take the field over, or name it in `drops` of the event's option: then it is lost knowingly.",
  categories: { v2: ["EVENT"] },
} as const satisfies RuleInfo;

/** An event whose annotations contradict each other or the schemas. */
export const lineageRule = {
  id: "EVENT_LINEAGE_SOUND",
  purpose: "Checks that keys, lineages and upcasting annotations of events name what exists and fit together.",
  next: "Correct the annotation that the message names.",
  categories: { v2: ["EVENT"] },
} as const satisfies RuleInfo;

/** The rules that look at lineages and code, where compat compares two schemas. */
export const upcastRules: readonly RuleInfo[] = [upcastGapRule, upcastInvalidRule, upcastLossyRule, lineageRule];
