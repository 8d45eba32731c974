import type { DescEnum, DescEnumValue } from "@bufbuild/protobuf";
import type { EnumPlan, EnumValuePlan } from "../plan.ts";
import { becomesOf, type Direction } from "./evolution-of.ts";

/** How an enum becomes another, the values that have no counterpart there, or the one that names none. */
export type PlannedEnum =
  | { readonly kind: "planned"; readonly plan: EnumPlan }
  | { readonly kind: "unmapped"; readonly values: readonly DescEnumValue[] }
  | { readonly kind: "misdirected"; readonly value: DescEnumValue; readonly becomes: string };

/** Maps every number of the source to the target's value of the same name, each enum's own prefix apart. */
export function planEnum(source: DescEnum, target: DescEnum, direction: Direction): PlannedEnum {
  const across = source.typeName !== target.typeName;
  const lost = across && direction === "up" ? source.values.find((value) => leadsNowhere(value, target)) : undefined;
  if (lost !== undefined) return { kind: "misdirected", value: lost, becomes: becomesOf(lost) };
  const numbers = [...Map.groupBy(source.values, (value) => value.number)];
  const planned = numbers.map(([number, aliases]) => ({
    aliases,
    plan: planValue(number, aliases, target, across ? direction : undefined),
  }));
  const missing = planned.filter(({ plan }) => plan === undefined);
  if (missing.length > 0) return { kind: "unmapped", values: missing.flatMap(({ aliases }) => aliases.slice(0, 1)) };
  const values = planned.flatMap(({ plan }) => (plan === undefined ? [] : [plan]));
  return { kind: "planned", plan: { from: source.typeName, to: target.typeName, values } };
}

function leadsNowhere(value: DescEnumValue, target: DescEnum): boolean {
  const named = becomesOf(value);
  return named !== "" && !target.values.some((candidate) => answersTo(candidate, named));
}

/** Upwards `becomes` goes before the name; downwards it only helps a value that the earlier major does not name. */
function planValue(
  number: number,
  aliases: readonly DescEnumValue[],
  target: DescEnum,
  direction: Direction | undefined,
): EnumValuePlan | undefined {
  const names = aliases.map(({ name }) => name);
  const same = namesake(aliases, target) ?? unspecified(aliases, target);
  const sent = direction === "up" || same === undefined ? becomes(aliases, target, direction) : undefined;
  const to = sent ?? same;
  if (to === undefined) return undefined;
  return { number, names, to: { number: to.number, name: to.name }, via: sent === undefined ? "name" : "becomes" };
}

function becomes(
  aliases: readonly DescEnumValue[],
  target: DescEnum,
  direction: Direction | undefined,
): DescEnumValue | undefined {
  if (direction === "up") {
    const named = aliases.map(becomesOf).find((name) => name !== "");
    return named === undefined ? undefined : target.values.find((value) => answersTo(value, named));
  }
  if (direction === undefined) return undefined;
  return target.values.find((value) => {
    const named = becomesOf(value);
    return named !== "" && aliases.some((alias) => answersTo(alias, named));
  });
}

/** The value of the same whole name, or else of the same name without the enums' prefixes. */
function namesake(aliases: readonly DescEnumValue[], { values }: DescEnum): DescEnumValue | undefined {
  const [whole, short] = [new Set(aliases.map(({ name }) => name)), new Set(aliases.map(shortName))];
  return values.find(({ name }) => whole.has(name)) ?? values.find((value) => short.has(shortName(value)));
}

/** A zero that says that it is none is the other's, whatever prefix stands before it. */
function unspecified(aliases: readonly DescEnumValue[], target: DescEnum): DescEnumValue | undefined {
  if (!aliases.some(isUnspecified)) return undefined;
  return target.values.find(isUnspecified);
}

/** Tells whether a value is the zero of its enum, and named `*_UNSPECIFIED`. */
function isUnspecified({ name, number }: DescEnumValue): boolean {
  return number === 0 && /(^|_)UNSPECIFIED$/i.test(name);
}

function answersTo(value: DescEnumValue, name: string): boolean {
  return value.name === name || shortName(value) === name;
}

/** A value's name without the prefix that its enum's name gives: `CHANNEL_WEB` of `Channel` is `WEB`. */
export function shortName(value: DescEnumValue): string {
  const short = shortNames.get(value) ?? withoutPrefix(value);
  shortNames.set(value, short);
  return short;
}

/** Values are asked for their short names once for every value of the other enum. */
const shortNames = new WeakMap<DescEnumValue, string>();

function withoutPrefix({ name, parent }: DescEnumValue): string {
  const own = letters(parent.name);
  for (let at = name.indexOf("_"); at >= 0; at = name.indexOf("_", at + 1))
    if (letters(name.slice(0, at)) === own && at + 1 < name.length) return name.slice(at + 1);
  return name;
}

/** Enum names are written `HttpCode` and `HTTPCode`, and their prefixes `HTTP_CODE`. */
function letters(name: string): string {
  return name.replaceAll("_", "").toUpperCase();
}
