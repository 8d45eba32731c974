import {
  type DescField,
  type DescMessage,
  getOption,
  hasOption,
  type JsonValue,
  type Message,
  toJson,
} from "@bufbuild/protobuf";
import { findExtension } from "../options/find-extension.ts";

/** `(buf.validate.field)` and `(buf.validate.message)`. */
const VALIDATE = 1159;

/** Validation rules as ProtoJSON has them, such as `{ required: true, string: { minLen: "1" } }`. */
export type Rules = Readonly<Record<string, JsonValue>>;

/** The validation rules of a field as facts; none where there are none, where they are ignored, and where they cannot be read. */
export function rulesOf(field: DescField): Rules {
  const cached = known.get(field);
  if (cached !== undefined) return cached;
  const rules = readRules(field);
  known.set(field, rules);
  return rules;
}

const known = new WeakMap<DescField, Rules>();

function readRules(field: DescField): Rules {
  const extension = findExtension(field.parent.file, "google.protobuf.FieldOptions", VALIDATE);
  if (extension?.message === undefined || !hasOption(field, extension)) return {};
  const rules = asRules(toJson(extension.message, getOption(field, extension) as Message));
  return rules.ignore === "IGNORE_ALWAYS" ? {} : rules;
}

/** Names of fields of which a rule lets at most one be set, group by group. */
export function exclusiveFields(desc: DescMessage): string[][] {
  const extension = findExtension(desc.file, "google.protobuf.MessageOptions", VALIDATE);
  if (extension?.message === undefined || !hasOption(desc, extension)) return [];
  const rules = asRules(toJson(extension.message, getOption(desc, extension) as Message));
  return listIn(rules, "oneof").map((group) => listIn(asRules(group), "fields").map(String));
}

/** The rules within rules of that name, such as `string` or `items`. */
export function rulesIn(rules: Rules, name: string): Rules {
  return Object.hasOwn(rules, name) ? asRules(rules[name]) : {};
}

/** A list within rules; empty when there is none. */
export function listIn(rules: Rules, name: string): readonly JsonValue[] {
  const value = Object.hasOwn(rules, name) ? rules[name] : undefined;
  return Array.isArray(value) ? value : [];
}

/** A whole number within rules, which ProtoJSON writes as text or number; undefined when there is none. */
export function countIn(rules: Rules, name: string): number | undefined {
  const value = Object.hasOwn(rules, name) ? Number(rules[name]) : Number.NaN;
  return Number.isSafeInteger(value) ? value : undefined;
}

function asRules(value: JsonValue | undefined): Rules {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
