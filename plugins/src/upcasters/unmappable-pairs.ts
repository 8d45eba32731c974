import type { Conversion, MemberPlan, PairPlan, StepPlan } from "@postel/model";
import { pairKey } from "./pair-key.ts";

/** Finds the message pairs whose conversion can meet an enum number without a name, by `pairKey`; through nested messages too. */
export function unmappablePairs(steps: readonly StepPlan[]): ReadonlySet<string> {
  const pairs = new Map(steps.flatMap(({ pairs }) => pairs.map((pair) => [pairKey(pair), pair] as const)));
  const users = new Map<string, string[]>();
  const found = new Set<string>();
  for (const [key, pair] of pairs)
    for (const conversion of conversionsOf(pair)) {
      if (conversion.kind === "enum" || conversion.kind === "enum-number") found.add(key);
      if (conversion.kind === "message")
        users.set(pairKey(conversion), [...(users.get(pairKey(conversion)) ?? []), key]);
    }
  for (const key of found) for (const user of users.get(key) ?? []) found.add(user);
  return found;
}

/** The conversions of a pair's members, without the lists, maps and wraps around them. */
function conversionsOf(pair: PairPlan): Conversion[] {
  return pair.fields
    .flatMap(originsOf)
    .flatMap((origin) => (origin.kind === "copy" ? [innermost(origin.conversion)] : []));
}

function originsOf(member: MemberPlan) {
  if (member.kind === "field") return [member.origin];
  return member.origin.kind === "cases" ? member.origin.cases.map(({ origin }) => origin) : [];
}

/** What a conversion does to one value: inside lists, maps and wraps. */
export function innermost(conversion: Conversion): Conversion {
  if (conversion.kind === "list" || conversion.kind === "wrap") return innermost(conversion.element);
  return conversion.kind === "map" ? innermost(conversion.value) : conversion;
}
