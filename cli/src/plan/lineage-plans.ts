import { type Lineage, type ModelProblem, planStep, readModel, type StepPlan } from "@postel/model";
import type { DescriptorSet } from "@postel/proto";

/** How each major of a lineage is read as the next. */
export interface LineagePlan {
  readonly lineage: string;
  /** Full names of the majors, oldest first. */
  readonly majors: readonly string[];
  /** One step between neighbours, oldest first. */
  readonly steps: readonly StepPlan[];
}

/** The plans of a set of schemas, and what keeps events out of a lineage. */
export interface LineagePlans {
  readonly lineages: readonly LineagePlan[];
  readonly problems: readonly ModelProblem[];
}

/** Plans every lineage; `wanted` keeps the lineage of that name or the one that holds the event of that name. */
export function lineagePlans(set: DescriptorSet, wanted?: string): LineagePlans {
  const model = readModel(set);
  const chosen = model.lineages.filter((lineage) => wanted === undefined || isCalled(lineage, wanted));
  return { lineages: chosen.map(planLineage), problems: model.problems };
}

function isCalled({ name, majors }: Lineage, wanted: string): boolean {
  return name === wanted || majors.some((major) => major.name === wanted);
}

function planLineage({ name, majors }: Lineage): LineagePlan {
  const steps = majors.slice(1).flatMap((later, at) => {
    const earlier = majors[at];
    return earlier === undefined ? [] : [planStep(earlier.desc, later.desc)];
  });
  return { lineage: name, majors: majors.map((major) => major.name), steps };
}
