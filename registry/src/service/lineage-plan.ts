import { planStep, type StepPlan } from "@postel/model";
import type { FoundEvent } from "./find-event.ts";

/** How each major of a lineage is read as the next, oldest first. */
export interface LineagePlan {
  readonly lineage: string;
  /** Full names of the majors, oldest first. */
  readonly majors: readonly string[];
  readonly steps: readonly StepPlan[];
}

/** Plans the lineage of an event as the release that holds it knows it. */
export function lineagePlan({ info, release }: FoundEvent): LineagePlan {
  const majors = release.model.lineages.find((each) => each.name === info.lineage)?.majors ?? [info];
  const steps = majors.slice(1).flatMap((later, at) => {
    const earlier = majors[at];
    return earlier === undefined ? [] : [planStep(earlier.desc, later.desc)];
  });
  return { lineage: info.lineage, majors: majors.map((major) => major.name), steps };
}
