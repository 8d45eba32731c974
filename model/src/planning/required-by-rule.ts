import { type DescField, getOption, hasOption, type Message } from "@bufbuild/protobuf";
import { type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import { findExtension } from "../options/find-extension.ts";

/** `(buf.validate.field)`, an extension of google.protobuf.FieldOptions. */
const VALIDATE_FIELD = 1159;

/** Rules that an unset field, an empty list or an empty map breaks, by the rule set that holds them. */
const NEEDS_CONTENT = {
  string: ["min_len", "len"],
  bytes: ["min_len", "len"],
  repeated: ["min_items"],
  map: ["min_pairs"],
};

/** Tells whether a validation rule of the field forbids leaving it unset or empty. */
export function requiredByRule(field: DescField): boolean {
  const extension = findExtension(field.parent.file, "google.protobuf.FieldOptions", VALIDATE_FIELD);
  if (extension === undefined || extension.message === undefined || !hasOption(field, extension)) return false;
  const rules = reflect(extension.message, getOption(field, extension) as Message);
  const required = rules.desc.fields.find(({ name }) => name === "required");
  if (required !== undefined && rules.get(required) === true) return true;
  return hasPresenceless(field) && Object.entries(NEEDS_CONTENT).some(([set, names]) => needs(rules, set, names));
}

/** Rules on content bind only where an empty value counts as a value. */
function hasPresenceless(field: DescField): boolean {
  return field.fieldKind === "list" || field.fieldKind === "map";
}

function needs(rules: ReflectMessage, set: string, names: readonly string[]): boolean {
  const field = rules.desc.fields.find(({ name }) => name === set);
  if (field === undefined || field.message === undefined || !rules.isSet(field)) return false;
  const inner = rules.get(field) as ReflectMessage;
  return names.some((name) => {
    const rule = inner.desc.fields.find((candidate) => candidate.name === name);
    return rule !== undefined && inner.isSet(rule) && BigInt(String(inner.get(rule))) > 0n;
  });
}
