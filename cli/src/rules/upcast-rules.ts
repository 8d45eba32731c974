import type { RuleInfo } from "./rule-text.ts";

const EVENT = { v2: ["EVENT"] } as const;

/** A field that nothing gives a value when an earlier major is read. */
export const upcastGapRule = {
  id: "EVENT_UPCAST_GAP",
  purpose: "Checks that every earlier major of an event can be read as the latest one.",
  next: "Write the function that the message names into the event's `*.upcast.ts`, or say in the .proto file where the value comes from.",
  categories: EVENT,
} as const satisfies RuleInfo;

/** A hand-written function that does not compile. */
export const upcastCompilesRule = {
  id: "EVENT_UPCAST_COMPILES",
  purpose: "Checks that hand-written upcasters compile against the schemas of both majors.",
  next: "Correct the function; the generated interface beside it says what it takes and returns.",
  categories: EVENT,
} as const satisfies RuleInfo;

/** A sample of an earlier major that cannot be read as the latest one. */
export const sampleFailsRule = {
  id: "EVENT_SAMPLE_FAILS",
  purpose: "Checks that every sample of an earlier release can be read as the latest major, the same way every time.",
  next: "Correct the upcaster, so that it gives an event for everything that was ever emitted.",
  categories: EVENT,
} as const satisfies RuleInfo;

/** A sample that becomes an event which nobody may emit. */
export const upcastInvalidRule = {
  id: "EVENT_UPCAST_INVALID",
  purpose: "Checks that what samples are read as satisfies the validation rules of the latest major.",
  next: "Correct the upcaster, or loosen the rule: events that were emitted before it must satisfy it too.",
  categories: EVENT,
} as const satisfies RuleInfo;

/** A sample that becomes something else than its golden. */
export const upcastChangedRule = {
  id: "EVENT_UPCAST_CHANGED",
  purpose: "Checks that samples are read as their committed goldens say.",
  next: "Correct the upcaster; or, where this is meant, run `postel check --update` and have the golden reviewed.",
  categories: EVENT,
} as const satisfies RuleInfo;

/** Examples that are no events of the schema beside them. */
export const exampleInvalidRule = {
  id: "EVENT_EXAMPLE_INVALID",
  purpose: "Checks that `*.examples.json` and `*.goldens.json` hold events of the schema beside them.",
  next: "Correct the file; docs/gate.md says how it is written.",
  categories: EVENT,
} as const satisfies RuleInfo;

/** A field of an earlier major whose value ends there. */
export const upcastLossyRule = {
  id: "EVENT_UPCAST_LOSSY",
  purpose: "Checks that no value of an earlier major is lost without saying so.",
  next: "Take the field over, or name it in `drops` of the event's option: then it is lost knowingly.",
  categories: EVENT,
} as const satisfies RuleInfo;

/** An event whose annotations contradict each other or the schemas. */
export const lineageRule = {
  id: "EVENT_LINEAGE_SOUND",
  purpose: "Checks that keys, lineages and upcasting annotations of events name what exists and fit together.",
  next: "Correct the annotation that the message names.",
  categories: EVENT,
} as const satisfies RuleInfo;

/** The rules that look at lineages, code and samples, where compat compares two schemas. */
export const upcastRules: readonly RuleInfo[] = [
  upcastGapRule,
  upcastCompilesRule,
  sampleFailsRule,
  upcastInvalidRule,
  upcastChangedRule,
  exampleInvalidRule,
  upcastLossyRule,
  lineageRule,
];
