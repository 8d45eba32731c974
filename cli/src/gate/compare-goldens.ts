import type { DescMessage } from "@bufbuild/protobuf";
import type { ReportedFinding } from "@postel/compat";
import { placeOf } from "@postel/model";
import { upcastChangedRule } from "../rules/upcast-rules.ts";
import { besideProto, GOLDENS } from "./files-beside.ts";
import type { Golden, PlacedGolden } from "./goldens.ts";
import { differenceText, jsonDifferences } from "./json-difference.ts";
import { namesText } from "./result-findings.ts";
import type { UpcastResult } from "./upcast-result.ts";

/** What goldens and results have to say about each other. */
export interface Comparison {
  readonly findings: readonly ReportedFinding[];
  /** Samples whose results are not what their goldens say. */
  readonly changed: ReadonlySet<UpcastResult["sample"]>;
  /** The goldens as they should be. */
  readonly goldens: readonly Golden[];
}

/** What is compared: the results of one lineage, and the goldens that were read beside its majors. */
export interface ComparisonInput {
  readonly target: DescMessage;
  readonly results: readonly UpcastResult[];
  readonly goldens: readonly PlacedGolden[];
  /** Files whose goldens are not known. */
  readonly unread: ReadonlySet<string>;
  /** The sample of each golden, by what it holds; a golden that is no such event any more has none. */
  readonly keyOf: (golden: PlacedGolden | UpcastResult["sample"]) => string | undefined;
  /** Whether every sample needs a golden; otherwise those that somebody wrote do, where there are goldens. */
  readonly wantsAll: boolean;
}

/** Compares what samples became with their goldens. */
export function compareGoldens(input: ComparisonInput): Comparison {
  const { target, results, goldens, keyOf } = input;
  const path = besideProto(target.file.proto.name, GOLDENS);
  const mine = goldens.filter((golden) => golden.target === target.typeName && golden.path === path);
  const byKey = new Map(mine.map((golden) => [keyOf(golden), golden]));
  const pairs = results.map((result) => compared(result, byKey.get(keyOf(result.sample))));
  const used = new Set(pairs.map(({ golden }) => golden));
  const changed = pairs.flatMap(({ result, golden, text }) => (golden && text ? [{ result, golden, text }] : []));
  const missing = pairs.flatMap(({ result, golden }) =>
    golden === undefined && result.kind === "ok" && isWanted(input, result, mine.length > 0) ? [result.sample] : [],
  );
  return {
    changed: new Set(changed.map(({ result }) => result.sample)),
    goldens: pairs.flatMap(({ kept }) => kept ?? []),
    findings: [
      ...changedTogether(new Map(changed.map(({ golden, text }) => [golden, text]))),
      ...(missing.length === 0 || input.unread.has(path) ? [] : [areMissing(target, path, missing)]),
      ...orphansTogether(
        goldens.filter((golden) => !used.has(golden)),
        (golden) => orphanReason(golden, target, keyOf(golden) !== undefined),
      ),
    ],
  };
}

/** A result and its golden: how they differ, and the golden as it should be. What did not go well leaves it as it is. */
function compared(result: UpcastResult, golden: PlacedGolden | undefined) {
  const read = result.kind === "ok" ? result : undefined;
  const text = golden && read ? differenceText(jsonDifferences(golden.new, read.json)) : "";
  const kept = golden !== undefined && text === "" ? golden : read && goldenOf(read);
  return { result, golden, text, kept };
}

function isWanted({ wantsAll }: ComparisonInput, { sample }: UpcastResult, hasGoldens: boolean): boolean {
  return wantsAll || (sample.origin === "example" && hasGoldens);
}

function goldenOf({ sample, target, json }: UpcastResult & { readonly kind: "ok" }): Golden {
  return { target, event: sample.event, sample: sample.name, schema: sample.schema, old: sample.json, new: json };
}

/** Goldens that differ in the same way are told of at the first of them. */
function changedTogether(texts: ReadonlyMap<PlacedGolden, string>): ReportedFinding[] {
  const alike = Map.groupBy(texts, ([{ event }, text]) => `${event} ${text}`);
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const [golden, text] = first;
    const names = namesText(group.map(([{ sample }]) => sample));
    const says = group.length === 1 ? "is not read as its golden says" : "are not read as their goldens say";
    const finding = golden.complain(["new"], `${names} of ${golden.event} ${says}: ${text}.`);
    return [asChanged(finding, golden.event)];
  });
}

/** Goldens that have no use for the same reason are told of at the first of them. */
function orphansTogether(
  orphans: readonly PlacedGolden[],
  reasonOf: (golden: PlacedGolden) => string,
): ReportedFinding[] {
  const alike = Map.groupBy(orphans, (golden) => JSON.stringify([golden.path, golden.target, reasonOf(golden)]));
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const names = namesText(group.map(({ sample }) => sample)).replace(/^S/, "s");
    const isOne = group.length === 1;
    const says = isOne ? `golden of ${names} says how it is` : `goldens of ${names} say how they are`;
    const message = `The ${says} read as ${first.target}, but ${reasonOf(first)}.`;
    const next = `Run \`postel check --update\`: it removes ${isOne ? "the golden" : "them"}.`;
    return [{ ...asChanged(first.complain([], message), first.event), next }];
  });
}

function orphanReason({ target, event }: PlacedGolden, now: DescMessage, isEvent: boolean): string {
  if (target !== now.typeName) return `events of the lineage are read as ${now.typeName} now`;
  return isEvent ? `there is no such sample of ${event} any more` : `its \`old\` is no ${event} any more`;
}

function asChanged(finding: ReportedFinding, element: string): ReportedFinding {
  return { ...finding, rule: upcastChangedRule.id, element, next: upcastChangedRule.next };
}

function areMissing(target: DescMessage, path: string, samples: readonly UpcastResult["sample"][]): ReportedFinding {
  const names = samples.map(({ name }) => name);
  const isStored = samples.some(({ origin }) => origin === "registry");
  const { line, column, path: proto } = placeOf(target);
  return {
    rule: upcastChangedRule.id,
    message: `${namesText(names)} ${names.length === 1 ? "has" : "have"} no golden: nobody has reviewed how earlier events are read as ${target.typeName}.`,
    element: target.typeName,
    ...{ path: proto, line, column, endLine: line, endColumn: column },
    next: `Run \`postel check --update${isStored ? " --registry <url>" : ""}\`, and review ${path} with the change.`,
    changes: [],
  };
}
