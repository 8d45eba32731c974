import type { ChangeOf } from "../change.ts";
import { type Cardinality, isMapMember } from "../schema/kinds.ts";
import { quote } from "../text.ts";
import { describeField } from "./field-text.ts";
import { declarationOf } from "./place.ts";
import { type Complaint, everywhere, type Rule, rule, unlikeV1Beta1 } from "./rule.ts";
import { sameWireCardinality, sameWireJsonCardinality } from "./wire-groups.ts";

const NEW_FIELD = "Keep the cardinality and add a new field with a new number.";

/** Rules about how often a field can occur. */
export const fieldCardinalityRules: readonly Rule[] = [
  rule({
    id: "FIELD_SAME_CARDINALITY",
    purpose: "Checks that fields have the same cardinalities in a given message.",
    categories: unlikeV1Beta1("FILE PACKAGE", "FILE PACKAGE WIRE_JSON WIRE"),
    next: NEW_FIELD,
    on: ["field.changed"],
    check: (change) => complain(change, () => false),
  }),
  rule({
    id: "FIELD_WIRE_COMPATIBLE_CARDINALITY",
    purpose: "Checks that fields have wire-compatible cardinalities in a given message.",
    categories: everywhere("WIRE"),
    next: NEW_FIELD,
    on: ["field.changed"],
    check: (change) => complain(change, sameWireCardinality),
  }),
  rule({
    id: "FIELD_WIRE_JSON_COMPATIBLE_CARDINALITY",
    purpose: "Checks that fields have wire and JSON compatible cardinalities in a given message.",
    categories: everywhere("WIRE_JSON CSR"),
    next: NEW_FIELD,
    on: ["field.changed"],
    check: (change) => complain(change, sameWireJsonCardinality),
  }),
];

function complain(
  { what, before, after, from, to }: ChangeOf<"field.changed">,
  isFine: (from: Cardinality, to: Cardinality) => boolean,
): Complaint | undefined {
  if (what !== "cardinality" || isFine(from as Cardinality, to as Cardinality)) return undefined;
  if (isMapMember(before) && isMapMember(after)) return undefined;
  const message = `${describeField(after)} changed cardinality from ${quote(from)} to ${quote(to)}.`;
  return { element: after, place: declarationOf(after), was: declarationOf(before), message };
}
