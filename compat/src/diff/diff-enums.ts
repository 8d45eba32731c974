import { EnumOptionsSchema, EnumValueOptionsSchema, FeatureSet_EnumType } from "@bufbuild/protobuf/wkt";
import type { Change, ChangeOf, Pair } from "../change.ts";
import type { EnumElement, EnumValueElement } from "../schema/elements.ts";
import { jsonFormatName } from "../schema/features.ts";
import { sameTypeBytes } from "../schema/type-bytes.ts";
import type { Comparison } from "./comparison.ts";
import { optionChanges } from "./diff-options.ts";
import { diffRanges } from "./diff-ranges.ts";
import { keyed, match } from "./element-index.ts";
import { typeFacts } from "./type-facts.ts";
import { visibilityOf } from "./visibility.ts";

/** Lists what happened to enums and their values. */
export function* diffEnums(comparison: Comparison): Generator<Change> {
  const { before, after } = comparison.index;
  const facts = typeFacts(comparison, before.enums, after.enums, "enums");
  for (const gone of facts.gone) yield { kind: "enum.removed", ...gone };
  for (const moved of facts.moved) yield { kind: "enum.moved", ...moved };
  for (const element of facts.added) yield { kind: "enum.added", after: element };
  for (const pair of facts.both) {
    if (sameTypeBytes(pair.before, pair.after)) continue;
    yield* diffEnum(comparison, pair);
    yield* diffNumbers(pair);
    yield* diffNames(comparison, pair);
    yield* diffRanges(pair);
  }
}

type EnumChange = ChangeOf<"enum.changed">;

function* diffEnum(comparison: Comparison, pair: Pair<EnumElement>): Generator<EnumChange> {
  const { before, after } = pair;
  const changed = (what: EnumChange["what"], from: string, to: string): EnumChange[] =>
    from === to ? [] : [{ kind: "enum.changed", what, ...pair, from, to }];
  yield* changed("openness", openness(before), openness(after));
  yield* changed("JSON format", jsonFormatName(before.features), jsonFormatName(after.features));
  yield* changed("visibility", visibilityOf(before), visibilityOf(after));
  const options = { before: before.proto.options, after: after.proto.options };
  for (const { name, from, to } of optionChanges(comparison, EnumOptionsSchema, options))
    yield { kind: "enum.changed", what: "option", name, ...pair, from, to };
}

function openness({ features }: EnumElement): string {
  return features.enumType === FeatureSet_EnumType.CLOSED ? "closed" : "open";
}

/** Compares the names of each number, which is what a stored value means. */
function* diffNumbers(within: Pair<EnumElement>): Generator<Change> {
  const { both, removed, added } = match(byNumber(within.before), byNumber(within.after));
  for (const before of removed) yield { kind: "value.removed", number: numberOf(before), within, before, after: [] };
  for (const after of added) yield { kind: "value.added", number: numberOf(after), within, before: [], after };
  for (const { before, after } of both)
    if (namesOf(before) !== namesOf(after))
      yield { kind: "value.renamed", number: numberOf(before), within, before, after };
}

function byNumber({ values }: EnumElement): Map<number, EnumValueElement[]> {
  return Map.groupBy(values, (value) => value.number);
}

function numberOf(values: readonly EnumValueElement[]): number {
  return values[0]?.number ?? 0;
}

function namesOf(values: readonly EnumValueElement[]): string {
  return values
    .map((value) => value.name)
    .sort()
    .join();
}

/** Compares the values of each name: their options, and whether they kept their number. */
function* diffNames(comparison: Comparison, within: Pair<EnumElement>): Generator<Change> {
  const byName = ({ values }: EnumElement) => keyed(values, (value) => value.name);
  const { both } = match(byName(within.before), byName(within.after));
  for (const pair of both) {
    const options = { before: pair.before.proto.options, after: pair.after.proto.options };
    for (const { name, from, to } of optionChanges(comparison, EnumValueOptionsSchema, options))
      yield { kind: "value.changed", what: "option", name, ...pair, from, to };
  }
  const moves = both.filter((pair) => pair.before.number !== pair.after.number);
  if (moves.length > 0) yield { kind: "enum.renumbered", ...within, moves };
}
