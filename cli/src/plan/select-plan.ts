import type { Conversion, MemberPlan, PairPlan } from "@postel/model";
import { packageVersion } from "@postel/model";
import type { MessagePlans, PlanDocument } from "./plan-document.ts";

/** Keeps one event, lineage or message of a plan, with all that it holds; undefined when there is none of that name. */
export function selectPlan(document: PlanDocument, wanted: string): PlanDocument | undefined {
  const lineages = document.lineages.filter(({ lineage, majors }) => lineage === wanted || majors.includes(wanted));
  const messages = document.messages === undefined ? undefined : selectMessages(document.messages, wanted);
  const found = [...(messages?.pairs ?? []), ...(messages?.added ?? []), ...(messages?.removed ?? [])];
  if (lineages.length === 0 && found.length === 0) return undefined;
  const steps = lineages.flatMap(({ steps }) => steps.flatMap(({ pairs }) => pairs));
  const kept = new Set([...steps, ...(messages?.pairs ?? [])].map(keyOf));
  return {
    version: document.version,
    lineages,
    ...(messages === undefined ? {} : { messages }),
    unresolved: document.unresolved.filter((member) => kept.has(keyOf(member))),
    lost: document.lost.filter((member) => kept.has(keyOf(member))),
    problems: document.problems,
  };
}

/** Names that a plan can be narrowed to. */
export function namesIn({ lineages, messages }: PlanDocument): string[] {
  const majors = lineages.flatMap((lineage) => [lineage.lineage, ...lineage.majors]);
  const { pairs = [], added = [], removed = [] } = messages ?? {};
  return [...new Set([...majors, ...pairs.map(({ to }) => to), ...added, ...removed])];
}

function selectMessages(messages: MessagePlans, wanted: string): MessagePlans {
  const byKey = new Map(messages.pairs.map((pair) => [keyOf(pair), pair]));
  const roots = messages.pairs.filter(({ from, to }) => to === wanted || from === wanted || lineageOf(to) === wanted);
  const reached = new Set(roots);
  for (const pair of reached)
    for (const conversion of conversionsIn(pair)) {
      const next = conversion.kind === "message" ? byKey.get(keyOf(conversion)) : undefined;
      if (next !== undefined) reached.add(next);
    }
  const enums = new Set(
    [...reached].flatMap(conversionsIn).flatMap((one) => (one.kind === "enum" ? [keyOf(one)] : [])),
  );
  return {
    pairs: messages.pairs.filter((pair) => reached.has(pair)),
    enums: messages.enums.filter((plan) => enums.has(keyOf(plan))),
    added: messages.added.filter((name) => name === wanted),
    removed: messages.removed.filter((name) => name === wanted),
  };
}

/** A message's full name without its package's version, which is the last part of the name that is one. */
function lineageOf(name: string): string {
  return packageVersion(name).base;
}

function conversionsIn({ fields }: PairPlan): Conversion[] {
  return fields.flatMap(originsOf).flatMap((origin) => (origin.kind === "copy" ? [innermost(origin.conversion)] : []));
}

function originsOf(member: MemberPlan) {
  if (member.kind === "field") return [member.origin];
  return member.origin.kind === "cases" ? member.origin.cases.map(({ origin }) => origin) : [];
}

function innermost(conversion: Conversion): Conversion {
  if (conversion.kind === "list" || conversion.kind === "wrap") return innermost(conversion.element);
  return conversion.kind === "map" ? innermost(conversion.value) : conversion;
}

function keyOf({ from, to }: { readonly from: string; readonly to: string }): string {
  return `${from}>${to}`;
}
