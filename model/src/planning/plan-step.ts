import { type DescMessage, getOption } from "@bufbuild/protobuf";
import { event } from "@postel/proto";
import { placeOf } from "../place.ts";
import type { PairPlan, StepPlan } from "../plan.ts";
import { type ModelProblem, problemAt } from "../problem.ts";
import type { Direction } from "./evolution-of.ts";
import { lostPaths } from "./lost-paths.ts";
import { planPair } from "./plan-pair.ts";
import { needPair, type StepContext } from "./step-context.ts";

const DROPS = 7;

/** Plans how one message becomes another one step away, with every message pair and enum pair that this needs. */
export function planStep(from: DescMessage, to: DescMessage, direction: Direction = "up"): StepPlan {
  const context: StepContext = { direction, pairs: new Map(), enums: new Map(), problems: [] };
  needPair(context, from, to);
  const pairs: PairPlan[] = [];
  // Planning a pair may add pairs; a Map's iteration reaches them.
  for (const { source, target } of context.pairs.values()) pairs.push(planPair(source, target, context));
  const drops = direction === "up" ? getOption(to, event).drops : [];
  const lost = lostPaths(pairs, drops);
  const unknown = drops.filter((drop) => !lost.some(({ path }) => path === drop));
  const problems = [...context.problems, ...unknown.map((drop) => unknownDrop(to, from, drop))];
  return { from: from.typeName, to: to.typeName, direction, pairs, enums: [...context.enums.values()], lost, problems };
}

function unknownDrop(to: DescMessage, from: DescMessage, drop: string): ModelProblem {
  const at = placeOf(to, [event.number, DROPS]);
  const says = `${to.typeName} says that it drops ${JSON.stringify(drop)}`;
  return problemAt(at, "UNKNOWN_DROPS", `${says}, but ${from.typeName} loses no field of that path. Remove the entry.`);
}
