import {
  type EnumPlan,
  type LostMember,
  listLost,
  listUnresolved,
  type MatchedPair,
  type ModelProblem,
  planSets,
  type SetPlan,
  type UnresolvedMember,
} from "@postel/model";
import { type DescriptorSet, markedFile, registryOf } from "@postel/proto";
import type { IsWanted } from "./files-at.ts";
import { type LineagePlan, lineagePlans } from "./lineage-plans.ts";

/** What `postel plan --json` prints; docs/plan-json.md describes it. */
export interface PlanDocument {
  readonly version: 1;
  readonly lineages: readonly LineagePlan[];
  /** How every message becomes its later form; absent without an earlier source where the later one has events. */
  readonly messages?: MessagePlans;
  /** Every member that a person must decide about, in lineages and messages alike; each once. */
  readonly unresolved: readonly UnresolvedMember[];
  /** Every field whose value does not get across; each once. */
  readonly lost: readonly LostMember[];
  /** Lineages and annotations that cannot be followed. */
  readonly problems: readonly ModelProblem[];
}

/** Messages and enums of two sources, paired. */
export interface MessagePlans {
  readonly pairs: readonly MatchedPair[];
  readonly enums: readonly EnumPlan[];
  /** Full names of messages that only the later source has a form of. */
  readonly added: readonly string[];
  /** Full names of messages that only the earlier source has a form of. */
  readonly removed: readonly string[];
}

/**
 * Plans the lineages of a source and, against an earlier one, all its messages. Where no message is an event, those of
 * the source's own earlier majors are planned from. Only what is in a wanted file counts, and what it uses.
 */
export function planDocument(later: DescriptorSet, earlier?: DescriptorSet, isWanted?: IsWanted): PlanDocument {
  const { lineages, problems } = lineagePlans(later, earlier, isWanted);
  const steps = lineages.flatMap((lineage) => lineage.steps);
  const sets = planMessages(only(later, isWanted), earlier && only(earlier, isWanted), lineages.length > 0);
  const pairs = distinct([...(sets?.pairs ?? []), ...steps.flatMap((step) => step.pairs)], pairKey);
  const [registry, older] = [registryOf(later), earlier === undefined ? undefined : registryOf(earlier)];
  return {
    version: 1,
    lineages,
    ...(sets === undefined ? {} : { messages: messagesIn(sets) }),
    unresolved: listUnresolved(pairs, (name) => registry.getMessage(name) ?? older?.getMessage(name)),
    lost: listLost(pairs),
    problems: distinct([...problems, ...steps.flatMap((step) => step.problems), ...(sets?.problems ?? [])], (problem) =>
      JSON.stringify(problem),
    ),
  };
}

/** What is not wanted is there for those who use it, as imports are. */
function only(set: DescriptorSet, isWanted: IsWanted | undefined): DescriptorSet {
  if (isWanted === undefined) return set;
  return { files: set.files.map((file) => markedFile(file, file.isImport || !isWanted(file.path))) };
}

function planMessages(
  later: DescriptorSet,
  earlier: DescriptorSet | undefined,
  hasEvents: boolean,
): SetPlan | undefined {
  if (earlier !== undefined) return planSets(earlier, later);
  return hasEvents ? undefined : { ...planSets({ files: [] }, later), added: [], removed: [] };
}

function messagesIn({ pairs, enums, added, removed }: MessagePlans): MessagePlans {
  return { pairs, enums, added, removed };
}

function pairKey({ from, to }: { readonly from: string; readonly to: string }): string {
  return `${from}>${to}`;
}

function distinct<Value>(values: readonly Value[], keyOf: (value: Value) => string): Value[] {
  const known = new Map<string, Value>();
  for (const value of values) if (!known.has(keyOf(value))) known.set(keyOf(value), value);
  return [...known.values()];
}
