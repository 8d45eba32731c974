import type { ChangeOf, NumberRange } from "../change.ts";
import { quote } from "../text.ts";
import { declarationOf } from "./place.ts";
import { type Complaint, everywhere, type Rule, rule } from "./rule.ts";

type RangeRemoved = ChangeOf<"reserved.removed" | "extension range.removed">;

const KEEP_RESERVED = "Restore the reservation: it keeps an old number or name from meaning something else.";

/** Rules about reserved and extension ranges that shrank. */
export const rangeRules: readonly Rule[] = [
  rule({
    id: "EXTENSION_MESSAGE_NO_DELETE",
    purpose: "Checks that extension ranges are not deleted from a given message.",
    categories: everywhere("FILE PACKAGE CSR"),
    next: "Restore the range: extensions elsewhere may use its numbers.",
    on: ["extension range.removed"],
    check: (change) => shrunk(change, "extension"),
  }),
  rule({
    id: "RESERVED_ENUM_NO_DELETE",
    purpose: "Checks that reserved ranges and names are not deleted from a given enum.",
    categories: everywhere("FILE PACKAGE WIRE_JSON WIRE CSR"),
    next: KEEP_RESERVED,
    on: ["reserved.removed"],
    check: (change) => (change.before.kind === "enum" ? shrunk(change, "reserved") : undefined),
  }),
  rule({
    id: "RESERVED_MESSAGE_NO_DELETE",
    purpose: "Checks that reserved ranges and names are not deleted from a given message.",
    categories: everywhere("FILE PACKAGE WIRE_JSON WIRE CSR"),
    next: KEEP_RESERVED,
    on: ["reserved.removed"],
    check: (change) => (change.before.kind === "message" ? shrunk(change, "reserved") : undefined),
  }),
];

function shrunk({ before, after, range, missing }: RangeRemoved, noun: string): Complaint {
  const owner = `${after.kind} ${quote(after.name)}`;
  const max = after.kind === "enum" ? MAX_ENUM_NUMBER : MAX_FIELD_NUMBER;
  const message =
    typeof range === "string"
      ? `Previously present ${noun} name ${quote(range)} on ${owner} was deleted.`
      : `Previously present ${noun} range "${print(range, max)}" on ${owner} is missing values: ${missing
          .map((part) => print(part, max))
          .join(", ")} were removed.`;
  return { element: after, place: declarationOf(after), was: declarationOf(before), message };
}

const MAX_FIELD_NUMBER = 536_870_911;
const MAX_ENUM_NUMBER = 2_147_483_647;

function print({ start, end }: NumberRange, max: number): string {
  if (start === end) return `[${start}]`;
  return `[${start},${end === max ? "max" : end}]`;
}
