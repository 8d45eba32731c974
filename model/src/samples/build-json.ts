import type { DescEnum, DescField, DescMessage, DescOneof, JsonValue } from "@bufbuild/protobuf";
import { enumCandidates, scalarCandidates, wellKnownCandidates } from "./leaf-candidates.ts";
import type { Recipe } from "./recipe.ts";
import { countIn, exclusiveFields, listIn, type Rules, rulesIn, rulesOf } from "./rules-of.ts";

/** A sample as ProtoJSON, and where it could have been made otherwise. */
export interface Built {
  readonly json: JsonValue;
  /** How many candidates there are, by path of every single value. */
  readonly leaves: ReadonlyMap<string, number>;
  readonly enums: ReadonlyMap<string, { readonly desc: DescEnum; readonly field: DescField }>;
  readonly oneofs: ReadonlyMap<string, DescOneof>;
}

/** Makes a sample by its recipe. The same recipe gives the same sample. */
export function buildJson(desc: DescMessage, recipe: Recipe): Built {
  const site: Site = { recipe, leaves: new Map(), enums: new Map(), oneofs: new Map(), budget: { left: MOST_VALUES } };
  const json = messageJson(site, desc, { path: "", nth: 0, within: [desc] });
  return { json, leaves: site.leaves, enums: site.enums, oneofs: site.oneofs };
}

/** Bounds what hostile schemas can ask for. */
const MOST_VALUES = 20_000;
const MOST_DEPTH = 12;
const MOST_ITEMS = 1000;
const USUAL_ITEMS = 2;

interface Site {
  readonly recipe: Recipe;
  readonly leaves: Map<string, number>;
  readonly enums: Map<string, { desc: DescEnum; field: DescField }>;
  readonly oneofs: Map<string, DescOneof>;
  readonly budget: { left: number };
}

/** Where a value stands: its path, which of its siblings it is, and the messages around it, outermost first. */
interface Place {
  readonly path: string;
  readonly nth: number;
  readonly within: readonly DescMessage[];
}

function messageJson(site: Site, desc: DescMessage, place: Place): JsonValue {
  const excluded = new Set(exclusiveFields(desc).flatMap((group) => others(site, group, place)));
  const entries: [string, JsonValue][] = [];
  for (const member of desc.members) {
    const field = member.kind === "oneof" ? caseOf(site, member, place) : member;
    if (field === undefined || excluded.has(field.name)) continue;
    const value = fieldJson(site, field, { ...place, path: below(place.path, field.name) });
    if (value !== undefined) entries.push([field.jsonName, value]);
  }
  return Object.fromEntries(entries);
}

function below(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

/** All members of an exclusive group but the one that is asked for, or else the first. */
function others({ recipe }: Site, group: readonly string[], { path }: Place): string[] {
  const chosen = group.find((name) => recipe.set.has(below(path, name))) ?? group[0];
  return group.filter((name) => name !== chosen);
}

/** The case of a oneof that is set; undefined when none is. */
function caseOf(site: Site, oneof: DescOneof, place: Place): DescField | undefined {
  const path = below(place.path, oneof.name);
  site.oneofs.set(path, oneof);
  const { recipe } = site;
  const asked = recipe.fixed.get(path);
  if (asked !== undefined) return oneof.fields.find(({ name }) => name === asked);
  const named = oneof.fields.find(({ name }) => recipe.set.has(below(place.path, name)));
  if (named !== undefined) return named;
  if (!recipe.everything && !recipe.set.has(path)) return undefined;
  return oneof.fields.find((field) => !isTooDeep(field, place)) ?? oneof.fields[0];
}

/** Recursion goes round once, so that its function runs too. */
function isTooDeep({ message }: DescField, { within }: Place): boolean {
  if (message === undefined) return false;
  return within.length >= MOST_DEPTH || within.filter((each) => each === message).length > 1;
}

function fieldJson(site: Site, field: DescField, place: Place): JsonValue | undefined {
  const rules = rulesOf(field);
  if (!isWanted(site, field, rules, place) || site.budget.left <= 0) return undefined;
  switch (field.fieldKind) {
    case "list":
      return listJson(site, field, rules, place);
    case "map":
      return mapJson(site, field, rules, place);
    default:
      return singleJson(site, field, rules, place);
  }
}

function isWanted({ recipe }: Site, field: DescField, rules: Rules, place: Place): boolean {
  if (isLegacyRequired(field) || recipe.set.has(place.path) || field.oneof !== undefined) return true;
  if (recipe.everything) return !isTooDeep(field, place) && !isChosenAny(field, rules);
  return rules.required === true;
}

const ANY = "google.protobuf.Any";

/** Of which types an Any may hold by its rules, none may be known. */
function isChosenAny({ message }: DescField, rules: Rules): boolean {
  const own = [rules, rulesIn(rulesIn(rules, "repeated"), "items"), rulesIn(rulesIn(rules, "map"), "values")];
  return message?.typeName === ANY && own.some((each) => listIn(rulesIn(each, "any"), "in").length > 0);
}

const LEGACY_REQUIRED = 3;

function isLegacyRequired(field: DescField): boolean {
  return field.presence === LEGACY_REQUIRED;
}

function listJson(site: Site, field: DescField & { fieldKind: "list" }, rules: Rules, place: Place): JsonValue {
  const own = rulesIn(rules, "repeated");
  const items = rulesIn(own, "items");
  const size = sizeOf(site, countIn(own, "minItems"), countIn(own, "maxItems"), isTooDeep(field, place));
  return Array.from({ length: size }, (_, at) =>
    singleJson(site, field, items, { ...place, path: `${place.path}[${at}]`, nth: at }),
  );
}

function mapJson(site: Site, field: DescField & { fieldKind: "map" }, rules: Rules, place: Place): JsonValue {
  const own = rulesIn(rules, "map");
  const keys = scalarCandidates(field.mapKey, "key", rulesIn(own, "keys"));
  const least = countIn(own, "minPairs");
  const size = sizeOf(site, least, countIn(own, "maxPairs"), isTooDeep(field, place));
  const texts = [...new Set(keys.map(String))].slice(0, size);
  const values = texts.map((key, at): [string, JsonValue] => {
    const path = `${place.path}[${typeof keys[0] === "string" && isText(field) ? JSON.stringify(key) : key}]`;
    return [key, singleJson(site, field, rulesIn(own, "values"), { ...place, path, nth: at })];
  });
  return Object.fromEntries(values);
}

const STRING = 9;

function isText({ mapKey }: { readonly mapKey: number }): boolean {
  return mapKey === STRING;
}

function sizeOf({ recipe, budget }: Site, least = 0, most = MOST_ITEMS, deep = false): number {
  const usual = recipe.everything && !deep ? USUAL_ITEMS : least === 0 ? 1 : least;
  return Math.max(0, Math.min(Math.max(usual, least), most, MOST_ITEMS, budget.left));
}

/** One value of a field, or of its elements. */
function singleJson(site: Site, field: DescField, rules: Rules, place: Place): JsonValue {
  site.budget.left--;
  if (field.enum !== undefined) return enumJson(site, field, field.enum, rules, place);
  if (field.message === undefined) return leaf(site, place, scalarCandidates(field.scalar, field.name, rules));
  if (field.message.typeName === ANY) return leaf(site, place, anyCandidates(rules, place));
  const known = wellKnownCandidates(field.message, field.name, rules);
  if (known !== undefined) return leaf(site, place, known);
  return messageJson(site, field.message, { ...place, within: [...place.within, field.message] });
}

/** The one type that is surely known is the one around it. */
function anyCandidates(rules: Rules, { within }: Place): JsonValue[] {
  const around = within.at(-1);
  const own = around === undefined ? [] : [`type.googleapis.com/${around.typeName}`];
  return [...listIn(rulesIn(rules, "any"), "in").map(String), ...own].map((type) => ({ "@type": type }));
}

function enumJson(site: Site, field: DescField, desc: DescEnum, rules: Rules, place: Place): JsonValue {
  if (desc.typeName === "google.protobuf.NullValue") return null;
  site.enums.set(place.path, { desc, field });
  const fixed = site.recipe.fixed.get(place.path);
  return fixed ?? leaf(site, place, enumCandidates(desc, rules));
}

/** Siblings take different candidates, so that lists hold different values. */
function leaf({ recipe, leaves }: Site, { path, nth }: Place, candidates: readonly JsonValue[]): JsonValue {
  leaves.set(path, candidates.length);
  const at = (recipe.picks.get(path) ?? 0) + nth;
  return candidates[at % candidates.length] ?? null;
}
