import type { ChangeOf, EventAspect } from "../change.ts";
import { eventOf } from "../diff/diff-events.ts";
import { readableUntil } from "../policy/readable-until.ts";
import type { MessageElement } from "../schema/elements.ts";
import { quote } from "../text.ts";
import { declarationOf, fileStart, nameOf, type Place, pathsIn } from "./place.ts";
import { type Complaint, type Rule, rule } from "./rule.ts";

const CATEGORIES = { v2: ["EVENT"] } as const;
/** Source path within a message of the option `(postel.v1.event)`. */
const EVENT_OPTION = [7, 52300];

/** Rules about events that need no samples. buf has none of them. */
export const eventRules: readonly Rule[] = [
  rule({
    id: "EVENT_NO_DELETE",
    purpose: "Checks that events are not deleted and do not cease to be events while stored ones must be readable.",
    categories: CATEGORIES,
    next: "Keep the event and set `retired: true`: its producer goes, what is stored stays readable. It may go when the `retention` that was released with it has passed since its `sunset`.",
    on: ["event.removed"],
    check: deleted,
  }),
  rule({
    id: "EVENT_SAME_TOPIC",
    purpose: "Checks that events keep their topic.",
    categories: CATEGORIES,
    next: "Keep the topic: consumers listen to it. Emit to a new topic from a new major.",
    on: ["event.changed"],
    check: (change) => aspectChanged(change, "topic"),
  }),
  rule({
    id: "EVENT_SAME_KEY",
    purpose: "Checks that events keep their partition key.",
    categories: CATEGORIES,
    next: "Keep the key: events of one key would go to other partitions and overtake each other.",
    on: ["event.changed"],
    check: (change) => aspectChanged(change, "key"),
  }),
  rule({
    id: "EVENT_SAME_ORDERING",
    purpose: "Checks that events keep the ordering they promise.",
    categories: CATEGORIES,
    next: "Keep the ordering: consumers rely on it.",
    on: ["event.changed"],
    check: (change) => (change.to === "ORDERING_NONE" ? aspectChanged(change, "ordering") : undefined),
  }),
  rule({
    id: "EVENT_HAS_OWNER",
    purpose: "Checks that new events name the team that owns them, and that no event loses its owner.",
    categories: CATEGORIES,
    next: 'Name the owning team: `owner: "team-orders"`.',
    on: ["event.added", "event.changed"],
    check: ownerMissing,
  }),
  rule({
    id: "EVENT_RULE_TIGHTENED",
    purpose: "Checks that validation of events does not refuse what it let pass before.",
    categories: CATEGORIES,
    next: "Loosen the rule again: stored events may break it. Tighten it in a new major whose upcaster mends them.",
    on: ["field.changed", "field.added", "message.changed", "oneof.changed"],
    check: tightened,
  }),
];

function deleted({ before, remains }: ChangeOf<"event.removed">): Complaint {
  return {
    element: before,
    ...(remains && { place: remains.kind === "file" ? fileStart(remains) : nameOf(remains) }),
    was: optionPlace(before),
    message: `Previously present event ${quote(before.fullName)} was deleted.${until(before)}`,
  };
}

function until(event: MessageElement): string {
  const options = eventOf(event);
  const day = options === undefined ? undefined : readableUntil(options);
  return day === undefined ? "" : ` Stored events must stay readable until ${day}.`;
}

function aspectChanged(
  { what, before, after, from, to }: ChangeOf<"event.changed">,
  aspect: EventAspect,
): Complaint | undefined {
  if (what !== aspect) return undefined;
  const message = `Event ${quote(after.fullName)} changed its ${aspect} from ${quote(from)} to ${quote(to)}.`;
  return { element: after, place: optionPlace(after), was: optionPlace(before), message };
}

function ownerMissing(change: ChangeOf<"event.added" | "event.changed">): Complaint | undefined {
  const { after } = change;
  const lost = change.kind === "event.changed" && change.what === "owner" && change.to === "";
  const never = change.kind === "event.added" && eventOf(after)?.owner === "";
  if (!lost && !never) return undefined;
  return { element: after, place: optionPlace(after), message: `Event ${quote(after.fullName)} has no owner.` };
}

type Validated = ChangeOf<"field.changed" | "field.added" | "message.changed" | "oneof.changed">;

function tightened(change: Validated): Complaint | undefined {
  if (change.kind === "field.added") {
    if (!change.demanded) return undefined;
    const message = `New field ${quote(change.after.fullName)} is required, so messages written before it are invalid.`;
    return { element: change.after, place: nameOf(change.after), message };
  }
  if (change.what !== "validation" || change.direction !== "tightened") return undefined;
  const { before, after, from, to } = change;
  const message = `Validation of ${quote(after.fullName)} was tightened from ${quote(from)} to ${quote(to)}.`;
  return { element: after, place: declarationOf(after), was: declarationOf(before), message };
}

function optionPlace({ file, at }: MessageElement): Place {
  const message = pathsIn(file, at);
  return {
    ...message,
    candidates: [{ path: [...at, ...EVENT_OPTION], near: at.length + EVENT_OPTION.length }, ...message.candidates],
  };
}
