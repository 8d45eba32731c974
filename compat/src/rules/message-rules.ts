import type { ChangeOf, Pair } from "../change.ts";
import type { FieldElement, MessageElement } from "../schema/elements.ts";
import { quote } from "../text.ts";
import { declarationOf, featureOf, type Place, pathsIn } from "./place.ts";
import { isLabelledRequired } from "./required.ts";
import { type Complaint, everywhere, type Rule, rule } from "./rule.ts";

/** Field numbers of DescriptorProto.options, of MessageOptions and of FeatureSet. */
const OPTIONS = 7;
const NO_ACCESSOR = 2;
const FEATURES = 12;
const JSON_FORMAT = 6;

/** Rules about messages as a whole. */
export const messageRules: readonly Rule[] = [
  rule({
    id: "MESSAGE_NO_REMOVE_STANDARD_DESCRIPTOR_ACCESSOR",
    purpose:
      "Checks that messages do not change the no_standard_descriptor_accessor option from false or unset to true.",
    categories: everywhere("FILE PACKAGE CSR"),
    next: "Remove the option: generated C++ and Java lose a method that callers use.",
    on: ["message.changed"],
    check: ({ what, before, after, from, to }) => {
      if (what !== "descriptor accessor" || to !== "true") return undefined;
      const message = `Message option "no_standard_descriptor_accessor" changed from ${quote(from)} to ${quote(to)}.`;
      return { element: after, place: accessor(after), was: accessor(before), message };
    },
  }),
  rule({
    id: "MESSAGE_SAME_JSON_FORMAT",
    purpose: "Checks that messages have the same JSON format support.",
    categories: everywhere("FILE PACKAGE WIRE_JSON CSR"),
    next: "Keep JSON support: readers of JSON would fail.",
    on: ["message.changed"],
    check: ({ what, before, after, from, to }) => {
      if (what !== "JSON format" || from !== "ALLOW") return undefined;
      const message = `Message ${quote(after.name)} JSON format support changed from ${from} to ${to}.`;
      return { element: after, place: jsonFormat(after), was: jsonFormat(before), message };
    },
  }),
  rule({
    id: "MESSAGE_SAME_REQUIRED_FIELDS",
    purpose: "Checks that messages have no added or deleted required fields.",
    categories: everywhere("FILE PACKAGE WIRE_JSON WIRE CSR"),
    next: "Do not add or drop `required`: old and new readers refuse each other's bytes. Use `optional`.",
    on: ["field.added", "field.removed", "field.changed"],
    check: requiredFields,
  }),
  rule({
    id: "ONEOF_NO_DELETE",
    purpose: "Checks that oneofs are not deleted from a given message.",
    categories: everywhere("FILE PACKAGE CSR"),
    next: "Keep the oneof: generated code switches on it.",
    on: ["oneof.removed"],
    check: ({ before, within }) => {
      if (within.after.oneofs.some(({ name }) => name === before.name)) return undefined;
      const message = `Previously present oneof ${quote(before.name)} on message ${quote(within.after.name)} was deleted.`;
      return { element: before, place: declarationOf(within.after), was: declarationOf(within.before), message };
    },
  }),
];

function accessor({ file, at }: MessageElement): Place {
  return pathsIn(file, [...at, OPTIONS, NO_ACCESSOR]);
}

function jsonFormat(message: MessageElement): Place {
  return featureOf(message, OPTIONS, FEATURES, JSON_FORMAT);
}

function requiredFields(change: ChangeOf<"field.added" | "field.removed" | "field.changed">): Complaint | undefined {
  if (change.kind === "field.added")
    return isLabelledRequired(change.after) ? requiredAdded(change.after, change.within.after) : undefined;
  if (change.kind === "field.removed")
    return isLabelledRequired(change.before) ? requiredDeleted(change.before, change.within) : undefined;
  const { before, after, what } = change;
  if (what !== "label" || before.parent === undefined || after.parent === undefined) return undefined;
  if (before.extendee !== "" || after.extendee !== "") return undefined;
  if (isLabelledRequired(after)) return requiredAdded(after, after.parent);
  if (!isLabelledRequired(before)) return undefined;
  return requiredDeleted(before, { before: before.parent, after: after.parent });
}

const WHY =
  "Required fields must always be sent, so if one side does not know about the required field, this will result in a breakage.";

function requiredAdded(field: FieldElement, message: MessageElement): Complaint {
  return {
    element: field,
    place: declarationOf(field),
    message: `Message ${quote(message.name)} had required field "${field.number}" added. ${WHY}`,
  };
}

function requiredDeleted(field: FieldElement, { before, after }: Pair<MessageElement>): Complaint {
  return {
    element: field,
    place: declarationOf(after),
    was: declarationOf(before),
    message: `Message ${quote(before.name)} had required field "${field.number}" deleted. ${WHY}`,
  };
}
