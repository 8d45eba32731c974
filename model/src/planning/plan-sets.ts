import type { DescMessage } from "@bufbuild/protobuf";
import type { DescriptorSet } from "@postel/proto";
import { messagesOf } from "../events/messages-of.ts";
import type { PairPlan } from "../plan.ts";
import type { MatchedPair, SetPlan } from "../set-plan.ts";
import { type SourceVia, sourceFinder } from "./find-source.ts";
import { isUnchanged } from "./is-unchanged.ts";
import { listLost, listUnresolved } from "./list-pairs.ts";
import { planPair } from "./plan-pair.ts";
import { needPair, type StepContext } from "./step-context.ts";

/**
 * Plans how every message of an earlier set becomes its form in a later one: the same full name first, else the next
 * major of its lineage. Annotations are not needed, so any two sets will do. Throws when an import is missing from a set.
 */
export function planSets(earlier: DescriptorSet, later: DescriptorSet): SetPlan {
  const [before, after] = [messagesOf(earlier), messagesOf(later)];
  const find = sourceFinder(before, after);
  const context: StepContext = { direction: "up", pairs: new Map(), enums: new Map(), problems: [] };
  const via = new Map<DescMessage, SourceVia>();
  const added: string[] = [];
  for (const target of ownMessages(after, later)) {
    const found = find(target);
    if (found === undefined) added.push(target.typeName);
    else {
      via.set(target, found.via);
      needPair(context, found.source, target);
    }
  }
  const pairs: MatchedPair[] = [];
  // Planning a pair may add pairs; a Map's iteration reaches them.
  for (const { source, target } of context.pairs.values()) {
    const plan = planPair(source, target, context);
    pairs.push({ ...plan, via: via.get(target) ?? "field", unchanged: isUnchanged(plan) });
  }
  const targets = new Map(after.map((message) => [message.typeName, message]));
  return {
    pairs,
    enums: [...context.enums.values()],
    unresolved: listUnresolved(pairs, (name) => targets.get(name)),
    lost: listLost(pairs),
    added,
    removed: removedFrom(ownMessages(before, earlier), pairs),
    problems: context.problems,
  };
}

/** Messages of the files that a set is about: what it only imports is planned where something uses it. */
function ownMessages(messages: readonly DescMessage[], set: DescriptorSet): DescMessage[] {
  const own = new Set(set.files.flatMap(({ path, isImport }) => (isImport ? [] : [path])));
  return messages.filter(({ file, typeName }) => own.has(file.proto.name) && !typeName.startsWith("google.protobuf."));
}

function removedFrom(before: readonly DescMessage[], pairs: readonly PairPlan[]): string[] {
  const read = new Set(pairs.map(({ from }) => from));
  return before.map(({ typeName }) => typeName).filter((name) => !read.has(name));
}
