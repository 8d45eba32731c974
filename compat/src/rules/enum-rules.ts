import type { ChangeOf } from "../change.ts";
import type { EnumElement, EnumValueElement } from "../schema/elements.ts";
import { quote, quoteAll } from "../text.ts";
import { declarationOf, featureOf, type Place, pathsIn } from "./place.ts";
import { isNameReserved, isNumberReserved } from "./reserved.ts";
import { type Complaint, everywhere, type Rule, rule } from "./rule.ts";

/** Field numbers of EnumDescriptorProto.options, EnumOptions.features and FeatureSet. */
const OPTIONS = 3;
const FEATURES = 7;
const ENUM_TYPE = 2;
const JSON_FORMAT = 6;
/** Field number of `number` in google.protobuf.EnumValueDescriptorProto. */
const NUMBER = 2;

const KEEP_VALUE = "Keep the value and mark it deprecated; or drop it in a new major, saying what it `becomes`.";

/** Rules about enums and their values. */
export const enumRules: readonly Rule[] = [
  rule({
    id: "ENUM_SAME_TYPE",
    purpose: "Checks that enums have the same type (open vs closed).",
    categories: everywhere("FILE PACKAGE"),
    next: "Keep the enum as it was: open and closed enums treat unknown numbers differently.",
    on: ["enum.changed"],
    check: ({ what, before, after, from, to }) => {
      if (what !== "openness") return undefined;
      const message = `Enum ${quote(after.name)} changed from ${from} to ${to}.`;
      return { element: after, place: feature(after, ENUM_TYPE), was: feature(before, ENUM_TYPE), message };
    },
  }),
  rule({
    id: "ENUM_SAME_JSON_FORMAT",
    purpose: "Checks that enums have the same JSON format support.",
    categories: everywhere("FILE PACKAGE WIRE_JSON CSR"),
    next: "Keep JSON support: readers of JSON would fail.",
    on: ["enum.changed"],
    check: ({ what, before, after, from, to }) => {
      if (what !== "JSON format" || from !== "ALLOW") return undefined;
      const message = `Enum ${quote(after.name)} JSON format support changed from ${from} to ${to}.`;
      return { element: after, place: feature(after, JSON_FORMAT), was: feature(before, JSON_FORMAT), message };
    },
  }),
  rule({
    id: "ENUM_VALUE_NO_DELETE",
    purpose: "Checks that enum values are not deleted from a given enum.",
    categories: everywhere("FILE PACKAGE CSR"),
    next: KEEP_VALUE,
    on: ["value.removed"],
    check: (change) => deleted(change, ""),
  }),
  rule({
    id: "ENUM_VALUE_NO_DELETE_UNLESS_NAME_RESERVED",
    purpose: "Checks that enum values are not deleted from a given enum unless the name is reserved.",
    categories: everywhere("WIRE_JSON CSR"),
    next: 'Reserve the name (`reserved "NAME";`), so that JSON written with it never means another value.',
    on: ["value.removed"],
    check: (change) => {
      const names = change.before.map((value) => value.name).sort();
      if (names.every((name) => isNameReserved(change.within.after, name))) return undefined;
      return deleted(change, ` without reserving the name${names.length > 1 ? "s" : ""} ${quoteAll(names)}`);
    },
  }),
  rule({
    id: "ENUM_VALUE_NO_DELETE_UNLESS_NUMBER_RESERVED",
    purpose: "Checks that enum values are not deleted from a given enum unless the number is reserved.",
    categories: everywhere("WIRE_JSON WIRE CSR"),
    next: "Reserve the number (`reserved 3;`), so that stored bytes never mean another value.",
    on: ["value.removed"],
    check: (change) => {
      if (isNumberReserved(change.within.after, change.number)) return undefined;
      return deleted(change, ` without reserving the number "${change.number}"`);
    },
  }),
  rule({
    id: "ENUM_VALUE_SAME_NAME",
    purpose: "Checks that enum values have the same name.",
    categories: everywhere("FILE PACKAGE WIRE_JSON CSR"),
    next: "Keep the names of a number. Add new values with new numbers at the end.",
    on: ["value.renamed"],
    check: renamed,
  }),
];

function feature(element: EnumElement, number: number): Place {
  return featureOf(element, OPTIONS, FEATURES, number);
}

function deleted({ number, within, before }: ChangeOf<"value.removed">, suffix: string): Complaint {
  return {
    element: before[0] ?? within.after,
    place: declarationOf(within.after),
    was: declarationOf(within.before),
    message: `Previously present enum value "${number}" on enum ${quote(within.after.name)} was deleted${suffix}.`,
  };
}

/** Every new name of the number is told; new aliases beside all the old names are fine. */
function renamed({ number, within, before, after }: ChangeOf<"value.renamed">): Complaint[] {
  const [old, now] = [namesOf(before), namesOf(after)];
  if (old.every((name) => now.includes(name))) return [];
  const plural = old.length > 1 && now.length > 1 ? "s" : "";
  const message = `Enum value "${number}" on enum ${quote(within.after.name)} changed name${plural} from ${quoteAll(old)} to ${quoteAll(now)}.`;
  return after.map((value) => {
    const same = before.find(({ name }) => name === value.name);
    return { element: value, place: numberOf(value), ...(same && { was: numberOf(same) }), message };
  });
}

function namesOf(values: readonly EnumValueElement[]): string[] {
  return values.map((value) => value.name).sort();
}

function numberOf(value: EnumValueElement): Place {
  return pathsIn(value.file, [...value.at, NUMBER]);
}
