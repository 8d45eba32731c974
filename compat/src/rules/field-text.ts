import type { FieldElement } from "../schema/elements.ts";
import { quote } from "../text.ts";

/** Describes a field as buf does: `Field "3" with name "id" on message "Order"`. */
export function describeField(field: FieldElement): string {
  return describeNumber(field, ` with name ${quote(field.extendee === "" ? field.name : field.fullName)}`);
}

/** Describes a field whose name is not to be told. */
export function describeNumber(field: FieldElement, name = ""): string {
  const [noun, message] = field.extendee === "" ? ["Field", field.parent?.name ?? ""] : ["Extension", field.extendee];
  return `${noun} "${field.number}"${name} on message ${quote(message)}`;
}
