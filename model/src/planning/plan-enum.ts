import type { DescEnum, DescEnumValue } from "@bufbuild/protobuf";
import type { EnumPlan, EnumValuePlan } from "../plan.ts";
import { becomesOf, type Direction } from "./evolution-of.ts";

/** How an enum becomes another, or the names that have no counterpart there. */
export type PlannedEnum =
  | { readonly kind: "planned"; readonly plan: EnumPlan }
  | { readonly kind: "unmapped"; readonly names: readonly string[] };

/** Maps every number of the source to the target's value of the same name, each enum's own prefix apart. */
export function planEnum(source: DescEnum, target: DescEnum, direction: Direction): PlannedEnum {
  const numbers = [...Map.groupBy(source.values, (value) => value.number)];
  const planned = numbers.map(([number, aliases]) => ({
    aliases,
    plan: planValue(number, aliases, target, direction),
  }));
  const missing = planned.filter(({ plan }) => plan === undefined);
  if (missing.length > 0) return { kind: "unmapped", names: missing.map(({ aliases }) => aliases[0]?.name ?? "") };
  const values = planned.flatMap(({ plan }) => (plan === undefined ? [] : [plan]));
  return { kind: "planned", plan: { from: source.typeName, to: target.typeName, values } };
}

function planValue(
  number: number,
  aliases: readonly DescEnumValue[],
  target: DescEnum,
  direction: Direction,
): EnumValuePlan | undefined {
  const names = aliases.map(({ name }) => name);
  const sent = becomes(aliases, target, direction);
  const same = target.values.find((value) => aliases.some((alias) => shortName(alias) === shortName(value)));
  const to = sent ?? same;
  if (to === undefined) return undefined;
  return { number, names, to: { number: to.number, name: to.name }, via: sent === undefined ? "name" : "becomes" };
}

/** Upwards the source's `becomes` decides; downwards the first target value that became the source. */
function becomes(aliases: readonly DescEnumValue[], target: DescEnum, direction: Direction): DescEnumValue | undefined {
  if (direction === "up") {
    const named = aliases.map(becomesOf).find((name) => name !== "");
    return named === undefined ? undefined : target.values.find((value) => answersTo(value, named));
  }
  return target.values.find((value) => {
    const named = becomesOf(value);
    return named !== "" && aliases.some((alias) => answersTo(alias, named));
  });
}

function answersTo(value: DescEnumValue, name: string): boolean {
  return value.name === name || shortName(value) === name;
}

/** A value's name without the prefix that its enum's name gives: `CHANNEL_WEB` of `Channel` is `WEB`. */
export function shortName(value: DescEnumValue): string {
  const prefix = `${value.parent.name.replace(/([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])/g, "$1$3_$2$4").toUpperCase()}_`;
  return value.name.toUpperCase().startsWith(prefix) ? value.name.slice(prefix.length) : value.name;
}
