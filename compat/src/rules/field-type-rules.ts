import type { ChangeOf } from "../change.ts";
import type { EnumElement, FieldElement } from "../schema/elements.ts";
import { kindOf, typeNameOf } from "../schema/kinds.ts";
import { quote } from "../text.ts";
import { describeField } from "./field-text.ts";
import { typePlace } from "./place.ts";
import { type Complaint, type Rule, rule, sinceV1, unlikeV1Beta1 } from "./rule.ts";
import { readsSameBytes, readsSameBytesAndJson } from "./wire-groups.ts";

type FieldChanged = ChangeOf<"field.changed">;

const WIRE_HELP =
  "See https://developers.google.com/protocol-buffers/docs/proto3#updating for wire compatibility rules.";
const WIRE_JSON_HELP =
  "See https://developers.google.com/protocol-buffers/docs/proto3#updating for wire compatibility rules and https://developers.google.com/protocol-buffers/docs/proto3#json for JSON compatibility rules.";
const BYTES_TO_STRING_HELP =
  "Note that while string and bytes are compatible if the data is valid UTF-8, there is no way to enforce that a bytes field is UTF-8, so these fields may be incompatible.";

const NEW_FIELD = "Keep the type and add a new field with a new number; or change it in a new major with an upcaster.";

/** Rules about the type of a field. */
export const fieldTypeRules: readonly Rule[] = [
  rule({
    id: "FIELD_SAME_TYPE",
    purpose: "Checks that fields have the same types in a given message.",
    categories: unlikeV1Beta1("FILE PACKAGE CSR", "FILE PACKAGE WIRE_JSON WIRE"),
    next: NEW_FIELD,
    on: ["field.changed"],
    check: (change) => {
      if (change.what !== "type") return undefined;
      return kindsOf(change).same ? otherName(change) : otherKind(change, "");
    },
  }),
  rule({
    id: "FIELD_WIRE_COMPATIBLE_TYPE",
    purpose: "Checks that fields have wire-compatible types in a given message.",
    categories: sinceV1("WIRE"),
    next: NEW_FIELD,
    on: ["field.changed"],
    check: (change) => {
      if (change.what !== "type") return undefined;
      const { from, to, same } = kindsOf(change);
      if (same) return otherNameOnTheWire(change);
      if (readsSameBytes(from, to) || (from === "string" && to === "bytes")) return undefined;
      const help = from === "bytes" && to === "string" ? `${WIRE_HELP} ${BYTES_TO_STRING_HELP}` : WIRE_HELP;
      return otherKind(change, ` ${help}`);
    },
  }),
  rule({
    id: "FIELD_WIRE_JSON_COMPATIBLE_TYPE",
    purpose: "Checks that fields have wire and JSON compatible types in a given message.",
    categories: sinceV1("WIRE_JSON CSR"),
    next: NEW_FIELD,
    on: ["field.changed"],
    check: (change) => {
      if (change.what !== "type") return undefined;
      const { from, to, same } = kindsOf(change);
      if (same) return otherNameOnTheWire(change);
      return readsSameBytesAndJson(from, to) ? undefined : otherKind(change, ` ${WIRE_JSON_HELP}`);
    },
  }),
];

function kindsOf({ before, after }: FieldChanged) {
  const from = kindOf(before);
  const to = kindOf(after);
  return { from, to, same: from === to };
}

function otherKind({ before, after }: FieldChanged, help: string): Complaint {
  const message = `${describeField(after)} changed type from ${quote(kindText(before))} to ${quote(kindText(after))}.${help}`;
  return { element: after, place: typePlace(after), was: typePlace(before), message };
}

function otherName({ before, after }: FieldChanged): Complaint {
  const [from, to] = [quote(typeNameOf(before)), quote(typeNameOf(after))];
  const message = `${describeField(after)} changed type from ${from} to ${to}.`;
  return { element: after, place: typePlace(after), was: typePlace(before), message };
}

/** An enum may be replaced by another of the same short name that has all its values; a message may not. */
function otherNameOnTheWire(change: FieldChanged): Complaint | undefined {
  const { before, after } = change.enums ?? {};
  if (before !== undefined && after !== undefined && before.name === after.name && hasAllValues(after, before))
    return undefined;
  return otherName(change);
}

function hasAllValues(superset: EnumElement, subset: EnumElement): boolean {
  const numbers = new Map(superset.values.map((value) => [value.name, value.number]));
  return subset.values.every((value) => numbers.get(value.name) === value.number);
}

function kindText(field: FieldElement): string {
  const kind = kindOf(field);
  return kind === "group" && field.file.syntax !== "proto2" ? "message (delimited encoding)" : kind;
}
