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

/** The plans of all lineages, and what keeps events out of one. */
export interface LineagePlans {
  readonly lineages: readonly LineagePlan[];
  readonly problems: readonly ModelProblem[];
}

/** Plans every lineage; majors that only `earlier` has are planned from, too. */
export function lineagePlans(later: DescriptorSet, earlier?: DescriptorSet): LineagePlans {
  const { lineages, problems } = readModel(later, earlier);
  return { lineages: lineages.map(planLineage), problems };
}

function planLineage({ name, majors }: Lineage): LineagePlan {
  const steps = majors.slice(1).flatMap((later, at) => {
    const earlier = majors[at];
    return earlier === undefined ? [] : [planStep(earlier.desc, later.desc)];
  });
  return { lineage: name, majors: majors.map((major) => major.name), steps };
}
