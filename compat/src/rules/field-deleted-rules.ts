import type { ChangeOf } from "../change.ts";
import { quote } from "../text.ts";
import { describeField } from "./field-text.ts";
import { declarationOf } from "./place.ts";
import { isNameReserved, isNumberReserved } from "./reserved.ts";
import { type Complaint, everywhere, type Rule, rule } from "./rule.ts";

type FieldRemoved = ChangeOf<"field.removed">;

/** Rules about fields that are gone from a message. */
export const fieldDeletedRules: readonly Rule[] = [
  rule({
    id: "FIELD_NO_DELETE",
    purpose: "Checks that fields are not deleted from a given message.",
    categories: everywhere("FILE PACKAGE CSR"),
    next: "Keep the field and mark it deprecated; or leave it and drop it in a new major with an upcaster.",
    on: ["field.removed"],
    check: (change) => deleted(change, ""),
  }),
  rule({
    id: "FIELD_NO_DELETE_UNLESS_NAME_RESERVED",
    purpose: "Checks that fields are not deleted from a given message unless the name is reserved.",
    categories: everywhere("WIRE_JSON CSR"),
    next: 'Reserve the name (`reserved "name";`), so that JSON written with it is never read as another field.',
    on: ["field.removed"],
    check: (change) => {
      const { before, within } = change;
      if (isNameReserved(within.after, before.name)) return undefined;
      return deleted(change, ` without reserving the name ${quote(before.name)}`);
    },
  }),
  rule({
    id: "FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED",
    purpose: "Checks that fields are not deleted from a given message unless the number is reserved.",
    categories: everywhere("WIRE_JSON WIRE CSR"),
    next: "Reserve the number (`reserved 3;`), so that stored bytes are never read as another field.",
    on: ["field.removed"],
    check: (change) => {
      const { before, within } = change;
      if (isNumberReserved(within.after, before.number)) return undefined;
      return deleted(change, ` without reserving the number "${before.number}"`);
    },
  }),
];

function deleted({ before, within }: FieldRemoved, suffix: string): Complaint {
  const description = describeField(before);
  return {
    element: before,
    place: declarationOf(within.after),
    was: declarationOf(within.before),
    message: `Previously present ${description.charAt(0).toLowerCase()}${description.slice(1)} was deleted${suffix}.`,
  };
}
