import { type DescField, type DescOneof, getOption, hasOption, type Message } from "@bufbuild/protobuf";
import { type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import { findExtension } from "../options/find-extension.ts";
import { presenceOf } from "./field-ref-of.ts";

/** `(buf.validate.field)` and `(buf.validate.oneof)`, extensions of google.protobuf.FieldOptions and OneofOptions. */
const VALIDATE = 1159;

const IGNORE_IF_ZERO_VALUE = 1;
const IGNORE_ALWAYS = 3;

/** Tells whether a validation rule of the field forbids leaving it unset or empty. */
export function requiredByRule(field: DescField): boolean {
  const rules = rulesOf(field);
  const ignore = Number(ruleIn(rules, "ignore") ?? 0);
  if (rules === undefined || ignore === IGNORE_ALWAYS) return false;
  if (ruleIn(rules, "required") === true) return true;
  if (ignore === IGNORE_IF_ZERO_VALUE) return false;
  if (field.fieldKind === "list") return isPositive(ruleIn(inner(rules, "repeated"), "min_items"));
  if (field.fieldKind === "map") return isPositive(ruleIn(inner(rules, "map"), "min_pairs"));
  return field.fieldKind === "enum" && presenceOf(field) === "implicit" && refusesZero(inner(rules, "enum"));
}

/** Tells whether a validation rule of the oneof forbids that no case is set. */
export function oneofRequiredByRule(oneof: DescOneof): boolean {
  return ruleIn(rulesOf(oneof), "required") === true;
}

/** Where an enum has implicit presence, unset is zero, which its rules may refuse. */
function refusesZero(rules: ReflectMessage | undefined): boolean {
  const wanted = ruleIn(rules, "const");
  const allowed = listOf(rules, "in");
  return (
    (wanted !== undefined && wanted !== 0) ||
    (allowed.length > 0 && !allowed.includes(0)) ||
    listOf(rules, "not_in").includes(0)
  );
}

function rulesOf(element: DescField | DescOneof): ReflectMessage | undefined {
  const { file } = element.parent;
  const options = element.kind === "field" ? "google.protobuf.FieldOptions" : "google.protobuf.OneofOptions";
  const extension = findExtension(file, options, VALIDATE);
  if (extension?.message === undefined) return undefined;
  if (element.kind === "field" ? !hasOption(element, extension) : !hasOption(element, extension)) return undefined;
  const value = element.kind === "field" ? getOption(element, extension) : getOption(element, extension);
  return reflect(extension.message, value as Message);
}

function inner(rules: ReflectMessage, name: string): ReflectMessage | undefined {
  const value = ruleIn(rules, name);
  return typeof value === "object" && value !== null && "desc" in value ? (value as ReflectMessage) : undefined;
}

/** The value of a rule; undefined where it is not set or not known to this version of the rules. */
function ruleIn(rules: ReflectMessage | undefined, name: string): unknown {
  const field = rules?.desc.fields.find((candidate) => candidate.name === name);
  return rules === undefined || field === undefined || !rules.isSet(field) ? undefined : rules.get(field);
}

function listOf(rules: ReflectMessage | undefined, name: string): readonly unknown[] {
  const value = ruleIn(rules, name);
  return typeof value === "object" && value !== null && Symbol.iterator in value
    ? [...(value as Iterable<unknown>)]
    : [];
}

function isPositive(value: unknown): boolean {
  return (typeof value === "bigint" || typeof value === "number" || typeof value === "string") && BigInt(value) > 0n;
}
