import type { ChangeOf, Pair } from "../change.ts";
import type { EnumElement, EnumValueElement, FieldElement, MessageElement } from "../schema/elements.ts";
import { type Kind, kindOf } from "../schema/kinds.ts";
import { fieldNamed, valueNamed } from "../schema/lookup.ts";
import { fieldReuse, type ReuseSign } from "../silent/field-reuse.ts";
import { frameOf, misread } from "../silent/misread.ts";
import { isValueReused } from "../silent/value-reuse.ts";
import { quote, quoteAll } from "../text.ts";
import { nameOf, type Place, pathsIn, typePlace } from "./place.ts";
import { type Complaint, type Rule, rule } from "./rule.ts";

/** Field number of `number` in google.protobuf.EnumValueDescriptorProto. */
const VALUE_NUMBER = 2;

const CATEGORIES = { v2: ["SILENT"] } as const;

/** Rules about bytes that the other version reads without complaint, as something else. buf has none of them. */
export const silentRules: readonly Rule[] = [
  rule({
    id: "SILENT_FIELD_REUSED",
    purpose: "Checks that the number of a field is not given to another field whose bytes look alike.",
    categories: CATEGORIES,
    next: "Give the new field a number of its own and leave the old field, or reserve its number and name.",
    on: ["field.changed"],
    check: (change) => (change.what === "name" ? reused(change) : undefined),
  }),
  rule({
    id: "SILENT_FIELDS_SWAPPED",
    purpose: "Checks that fields do not take each other's numbers.",
    categories: CATEGORIES,
    next: "Give every field its old number back. The order in the file may change freely; the numbers may not.",
    on: ["message.renumbered"],
    check: swapped,
  }),
  rule({
    id: "SILENT_FIELD_REINTERPRETED",
    purpose: "Checks that the type of a field does not change to one that reads the same bytes as another value.",
    categories: CATEGORIES,
    next: "Keep the type and add a new field with a new number; or change it in a new major with an upcaster.",
    on: ["field.changed"],
    check: (change) => (change.what === "type" ? reinterpreted(change) : undefined),
  }),
  rule({
    id: "SILENT_ENUM_RENUMBERED",
    purpose: "Checks that enum values do not take each other's numbers, as when a value is inserted in the middle.",
    categories: CATEGORIES,
    next: "Give every value its old number back and add new values with new numbers at the end.",
    on: ["enum.renumbered"],
    check: renumbered,
  }),
  rule({
    id: "SILENT_ENUM_VALUE_REUSED",
    purpose: "Checks that the number of an enum value is not given to a value with another meaning.",
    categories: CATEGORIES,
    next: "Give the new value a number of its own and leave the old value, or reserve its number and name.",
    on: ["value.renamed"],
    check: valueReused,
  }),
];

const SIGNS: Record<ReuseSign, (before: FieldElement, after: FieldElement) => string> = {
  "moved away": (before, after) => `${quote(before.name)} has number ${numberIn(after.parent, before.name)} now`,
  "moved here": (before, after) => `${quote(after.name)} had number ${numberIn(before.parent, after.name)} before`,
  reserved: (before) => `the name ${quote(before.name)} is reserved now`,
  unrelated: () => "the two names have nothing in common",
};

function reused(change: ChangeOf<"field.changed">): Complaint | undefined {
  const { before, after } = change;
  const sign = fieldReuse(change);
  if (sign === undefined) return undefined;
  const was = `Field number ${after.number} of message ${quote(after.parent?.name ?? "")} was ${quote(before.name)}`;
  return {
    element: after,
    place: nameOf(after),
    was: nameOf(before),
    message: `${was} and is ${quote(after.name)} now: ${SIGNS[sign](before, after)}.`,
    example: readAs(change),
  };
}

function numberIn(message: MessageElement | undefined, name: string): number | undefined {
  return message && fieldNamed(message, name)?.number;
}

/** What a reader of the newer version makes of an older value. */
function readAs({ before, after }: Pair<FieldElement>): string {
  const { written, read } = misread(kindOf(before), kindOf(after)) ?? sampleOf(before, kindOf(after));
  return `A stored ${before.name} (${written}) would be read as ${after.name} (${read}).`;
}

function sampleOf(field: FieldElement, reader: Kind) {
  const kind = kindOf(field);
  const isLong = ["length-delimited", "group"].includes(frameOf(kind));
  const text = SAMPLES[kind] ?? (isLong ? `some ${field.name}` : "42");
  return { written: text, read: kind === reader ? text : (RAW[reader] ?? text) };
}

const SAMPLES: Partial<Record<Kind, string>> = { bool: "true", float: "1.5", double: "1.5" };
/** What a reader makes of bytes that were meant for another length-delimited kind. */
const RAW: Partial<Record<Kind, string>> = {
  string: "a text of those bytes",
  bytes: "those bytes",
  message: "a message parsed from those bytes",
};

/** Fields whose new number belonged to a field that is still there: each reads what the other wrote. */
function swapped({ before, after, moves }: ChangeOf<"message.renumbered">): Complaint | undefined {
  if (after.isMapEntry) return undefined;
  const old = new Map(before.fields.map((field) => [field.number, field]));
  const victims = moves.flatMap((move) => {
    const occupant = old.get(move.after.number);
    const alike = occupant !== undefined && frameOf(kindOf(occupant)) === frameOf(kindOf(move.after));
    return alike && fieldNamed(after, occupant.name) !== undefined ? [{ occupant, move }] : [];
  });
  const [first] = victims;
  if (first === undefined) return undefined;
  const list = victims.map(({ move }) => `${quote(move.after.name)} (${move.before.number} to ${move.after.number})`);
  return {
    element: after,
    place: nameOf(first.move.after),
    was: nameOf(first.move.before),
    message: `Fields of message ${quote(after.name)} took numbers of other fields: ${shorten(list)}.`,
    example: readAs({ before: first.occupant, after: first.move.after }),
  };
}

function shorten(texts: readonly string[]): string {
  const shown = texts.slice(0, 5).join(", ");
  return texts.length > 5 ? `${shown} and ${texts.length - 5} more` : shown;
}

function reinterpreted(change: ChangeOf<"field.changed">): Complaint | undefined {
  const { before, after, enums, messages } = change;
  if (isOtherField(before, after)) return undefined;
  const place = { place: typePlace(after), was: typePlace(before), element: after };
  const start = `Field ${quote(after.name)} of message ${quote(after.parent?.name ?? after.extendee)}`;
  const reading = misread(kindOf(before), kindOf(after));
  if (reading !== undefined)
    return {
      ...place,
      message: `${start} is still read after its type changed from ${change.from} to ${change.to}, but as another value.`,
      example: `${reading.written} written as ${change.from} would be read as ${reading.read}.`,
    };
  const clash = enums === undefined ? messages && messageClash(messages) : enumClash(enums);
  if (clash === undefined) return undefined;
  const message = `${start} now has a type whose numbers mean something else: ${change.from} became ${change.to}.`;
  return { ...place, message, example: clash };
}

/** Another field took the number: that is a finding of its own, whatever the types. */
function isOtherField(before: FieldElement, after: FieldElement): boolean {
  const known = (message: MessageElement | undefined, name: string) => numberIn(message, name) !== undefined;
  return (
    before.name !== after.name &&
    (known(after.parent, before.name) ||
      known(before.parent, after.name) ||
      fieldReuse({ before, after }) !== undefined)
  );
}

function enumClash({ before, after }: Partial<Pair<EnumElement>>): string | undefined {
  if (before === undefined || after === undefined) return undefined;
  const now = Map.groupBy(after.values, (value) => value.number);
  for (const [number, old] of Map.groupBy(before.values, (value) => value.number)) {
    const values = now.get(number);
    if (values !== undefined && isValueReused(old, values)) return valueReadAs(old, values);
  }
  return undefined;
}

function messageClash({ before, after }: Partial<Pair<MessageElement>>): string | undefined {
  if (before === undefined || after === undefined) return undefined;
  const byNumber = new Map(after.fields.map((field) => [field.number, field]));
  for (const old of before.fields) {
    const now = byNumber.get(old.number);
    if (now !== undefined && fieldReuse({ before: old, after: now }) !== undefined)
      return readAs({ before: old, after: now });
  }
  return undefined;
}

/** Numbers that lost all their names to values that came from other numbers, or whose names went to other numbers. */
function renumbered({ before, after, moves }: ChangeOf<"enum.renumbered">): Complaint | undefined {
  const moved = new Set(moves.map((move) => move.after.name));
  const old = Map.groupBy(before.values, (value) => value.number);
  const clashes = [...Map.groupBy(after.values, (value) => value.number)].flatMap(([number, now]) => {
    const were = old.get(number) ?? [];
    const isNew = now.every(({ name }) => were.every((value) => value.name !== name));
    return isNew && were.length > 0 && [...were, ...now].some(({ name }) => moved.has(name)) ? [{ were, now }] : [];
  });
  const [first] = clashes;
  const [value] = first?.now ?? [];
  if (first === undefined || value === undefined) return undefined;
  const list = clashes.map(({ were, now }) => `${were[0]?.number} was ${namesOf(were)} and is ${namesOf(now)}`);
  return {
    element: after,
    place: valueNumber(value),
    message: `Numbers of enum ${quote(after.name)} mean other values now: ${shorten(list)}.`,
    example: valueReadAs(first.were, first.now),
  };
}

function valueReused({ number, within, before, after }: ChangeOf<"value.renamed">): Complaint | undefined {
  const elsewhere = (parent: EnumElement, values: readonly EnumValueElement[]) =>
    values.some(({ name }) => valueNamed(parent, name) !== undefined);
  if (elsewhere(within.after, before) || elsewhere(within.before, after) || !isValueReused(before, after))
    return undefined;
  const [value] = after;
  if (value === undefined) return undefined;
  const changed = `was ${namesOf(before)} and is ${namesOf(after)} now`;
  return {
    element: value,
    place: valueNumber(value),
    message: `Number ${number} of enum ${quote(within.after.name)} ${changed}: the two names have nothing in common.`,
    example: valueReadAs(before, after),
  };
}

function valueReadAs(before: readonly EnumValueElement[], after: readonly EnumValueElement[]): string {
  return `A stored ${before[0]?.name} would be read as ${after[0]?.name}.`;
}

function namesOf(values: readonly EnumValueElement[]): string {
  return quoteAll(values.map((value) => value.name));
}

function valueNumber(value: EnumValueElement): Place {
  return pathsIn(value.file, [...value.at, VALUE_NUMBER]);
}
