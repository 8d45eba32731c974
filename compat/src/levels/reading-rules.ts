import { bufRules } from "../rules/buf-rules.ts";
import { declarationOf, fileStart } from "../rules/place.ts";
import { isLabelledRequired } from "../rules/required.ts";
import { type Complaint, type Rule, rule } from "../rules/rule.ts";
import { silentRules } from "../rules/silent-rules.ts";
import type { FieldElement } from "../schema/elements.ts";
import { quote } from "../text.ts";

/** buf's rules that say whether a reader understands what a writer wrote. */
const READING: ReadonlySet<string> = new Set(["FIELD_WIRE_COMPATIBLE_TYPE", "FIELD_SAME_ONEOF"]);

/**
 * Rules over the facts from a writer's schema (before) to a reader's (after): a finding is data that the reader refuses or
 * misreads. Fields that the reader lacks are none: it keeps them as unknown.
 */
export const readingRules: readonly Rule[] = [
  ...bufRules.filter(({ id }) => READING.has(id)),
  ...silentRules,
  rule({
    id: "FIELD_WIRE_COMPATIBLE_CARDINALITY",
    purpose: "Checks that the reader takes as many values as the writer sends.",
    categories: {},
    next: "Keep the cardinality and add a new field with a new number.",
    on: ["field.changed"],
    check: (change) => {
      if (change.what !== "cardinality" || isMany(change.from) === isMany(change.to)) return undefined;
      const { before, after, from, to } = change;
      const message = `Field ${quote(after.fullName)} is ${from} to the writer and ${to} to the reader.`;
      return { element: after, place: declarationOf(after), was: declarationOf(before), message };
    },
  }),
  rule({
    id: "MESSAGE_NO_DELETE",
    purpose: "Checks that the reader knows the messages of the writer.",
    categories: {},
    next: "Keep the message; add new ones only where no older reader gets them.",
    on: ["message.removed"],
    check: ({ before, home }) => {
      if (before.isMapEntry) return undefined;
      const message = `Message ${quote(before.fullName)} is unknown to the reader.`;
      return { element: before, ...(home && { place: fileStart(home) }), was: declarationOf(before), message };
    },
  }),
  rule({
    id: "MESSAGE_SAME_REQUIRED_FIELDS",
    purpose: "Checks that the writer sends the fields that the reader requires.",
    categories: {},
    next: "Do not add or drop `required`: the other side refuses data without the field.",
    on: ["field.added", "field.changed"],
    check: (change) => {
      if (change.kind === "field.added") return demanded(change.after);
      return change.what === "label" ? demanded(change.after) : undefined;
    },
  }),
];

function isMany(cardinality: string): boolean {
  return cardinality === "repeated" || cardinality === "map";
}

function demanded(field: FieldElement): Complaint | undefined {
  if (!isLabelledRequired(field)) return undefined;
  const message = `The reader requires field ${quote(field.fullName)}, which the writer need not send.`;
  return { element: field, place: declarationOf(field), message };
}
