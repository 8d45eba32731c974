import type { DescMessage } from "@bufbuild/protobuf";
import { planStep, type StepPlan } from "@postel/model";
import type { RequestModel } from "../request/model-of-set.ts";

/** One step of a lineage, planned. */
export interface Step {
  readonly plan: StepPlan;
  readonly source: DescMessage;
  readonly target: DescMessage;
}

const known = new WeakMap<RequestModel, Map<string, readonly Step[]>>();

/** Plans every step between neighbours of every lineage, upwards or downwards; planned once per set of schemas. */
export function stepsOf(model: RequestModel, verb: "upcast" | "downcast"): readonly Step[] {
  const plans = known.get(model) ?? new Map<string, readonly Step[]>();
  known.set(model, plans);
  const steps = plans.get(verb) ?? [...model.lineages.values()].flatMap(({ majors }) => neighbours(majors, verb));
  plans.set(verb, steps);
  return steps;
}

function neighbours(majors: readonly { readonly desc: DescMessage }[], verb: "upcast" | "downcast"): Step[] {
  return majors.slice(1).flatMap((later, at) => {
    const earlier = majors[at];
    if (earlier === undefined) return [];
    const [source, target] = verb === "upcast" ? [earlier.desc, later.desc] : [later.desc, earlier.desc];
    return [{ plan: planStep(source, target, verb === "upcast" ? "up" : "down"), source, target }];
  });
}

/** Members of a step's messages that nothing tells the value of, as `shop.orders.v1.OrderPlaced.total_cents: why`. */
export function unresolvedIn({ plan }: Step): string[] {
  return plan.pairs.flatMap(({ to, fields }) =>
    fields.flatMap((member) => {
      const { name } = member.kind === "field" ? member.field : member.oneof;
      return member.origin.kind === "unresolved" ? [`${to}.${name}: ${member.origin.reason}`] : [];
    }),
  );
}
