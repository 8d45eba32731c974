import type { DescMessage } from "@bufbuild/protobuf";
import type { DescriptorSet } from "@postel/proto";
import { messagesOf } from "../events/messages-of.ts";
import type { MatchedPair, SetPlan } from "../set-plan.ts";
import { sourceFinder } from "./find-source.ts";
import { isUnchanged } from "./is-unchanged.ts";
import { listLost, listUnresolved } from "./list-pairs.ts";
import { movedMessages } from "./moved-messages.ts";
import { planPair } from "./plan-pair.ts";
import { keyOf, needPair, type StepContext } from "./step-context.ts";

/**
 * Plans how every message of an earlier set becomes its form in a later one: the same full name first, else the next
 * major of its lineage, else what a field's type became. Annotations are not needed, so any two sets will do. Throws
 * when an import is missing from a set.
 */
export function planSets(earlier: DescriptorSet, later: DescriptorSet): SetPlan {
  const [before, after] = [messagesOf(earlier), messagesOf(later)];
  const [sources, targets] = [ownMessages(before, earlier), ownMessages(after, later)];
  const matching: Matching = { context: newContext(), via: new Map(), planned: new Map() };
  const find = sourceFinder(before, after);
  for (const target of targets) {
    const found = find(target);
    if (found !== undefined) match(matching, found.source, target, found.via);
  }
  planAll(matching);
  for (const { source, target } of movedMessages(unread(sources, matching), unfed(targets, matching), targets))
    match(matching, source, target, "moved");
  planAll(matching);
  const pairs = [...matching.planned.values()];
  const byName = new Map(after.map((message) => [message.typeName, message]));
  return {
    pairs,
    enums: [...matching.context.enums.values()],
    unresolved: listUnresolved(pairs, (name) => byName.get(name)),
    lost: listLost(pairs),
    added: unfed(targets, matching).map(({ typeName }) => typeName),
    removed: unread(sources, matching).map(({ typeName }) => typeName),
    problems: matching.context.problems,
  };
}

/** The pairs found so far, why they are pairs, and their plans. */
interface Matching {
  readonly context: StepContext;
  readonly via: Map<string, MatchedPair["via"]>;
  readonly planned: Map<string, MatchedPair>;
}

function newContext(): StepContext {
  return { direction: "up", pairs: new Map(), enums: new Map(), problems: [] };
}

function match({ context, via }: Matching, source: DescMessage, target: DescMessage, why: MatchedPair["via"]): void {
  via.set(keyOf(source, target), why);
  needPair(context, source, target);
}

/** Planning a pair may add pairs; a Map's iteration reaches them. */
function planAll({ context, via, planned }: Matching): void {
  for (const [key, { source, target }] of context.pairs) {
    if (planned.has(key)) continue;
    const plan = planPair(source, target, context);
    planned.set(key, { ...plan, via: via.get(key) ?? "field", unchanged: isUnchanged(plan, context.enums) });
  }
}

/** Messages of the files that a set is about: what it only imports is planned where something uses it. */
function ownMessages(messages: readonly DescMessage[], set: DescriptorSet): DescMessage[] {
  const own = new Set(set.files.flatMap(({ path, isImport }) => (isImport ? [] : [path])));
  return messages.filter(({ file, typeName }) => own.has(file.proto.name) && !typeName.startsWith("google.protobuf."));
}

function unread(sources: readonly DescMessage[], { planned }: Matching): DescMessage[] {
  const read = new Set([...planned.values()].map(({ from }) => from));
  return sources.filter(({ typeName }) => !read.has(typeName));
}

function unfed(targets: readonly DescMessage[], { planned }: Matching): DescMessage[] {
  const fed = new Set([...planned.values()].map(({ to }) => to));
  return targets.filter(({ typeName }) => !fed.has(typeName));
}
