import { type EventInfo, type Lineage, type ModelProblem, planStep, readModel, type StepPlan } from "@postel/model";
import type { DescriptorSet } from "@postel/proto";
import type { IsWanted } from "./files-at.ts";

/** How each major of a lineage is read as the next. */
export interface LineagePlan {
  readonly lineage: string;
  /** Full names of the majors, oldest first. */
  readonly majors: readonly string[];
  /** One step between neighbours, oldest first. */
  readonly steps: readonly LineageStep[];
}

/** One step up, and whether it can be taken back. */
export interface LineageStep extends StepPlan {
  /** True when every event of `to` can be read as `from`, too: each field of `from` gets a value. */
  readonly lossless: boolean;
  /** The members of `from`, or of messages in it, that nothing gives a value to on the way down. */
  readonly gaps: readonly Gap[];
}

/** A member that an older reader would not get. */
export interface Gap {
  /** Full name of the older message, and the member's name in it. */
  readonly message: string;
  readonly member: string;
  readonly reason: string;
  readonly remedies: readonly string[];
}

/** The plans of all lineages, and what keeps events out of one. */
export interface LineagePlans {
  readonly lineages: readonly LineagePlan[];
  readonly problems: readonly ModelProblem[];
}

/** Plans every lineage with a major in a wanted file; majors that only `earlier` has are planned from, too. */
export function lineagePlans(
  later: DescriptorSet,
  earlier: DescriptorSet | undefined,
  isWanted: IsWanted = () => true,
): LineagePlans {
  const { lineages, problems } = readModel(later, earlier);
  const wanted = lineages.filter(({ majors }) => majors.some(({ desc }) => isWanted(desc.file.proto.name)));
  return { lineages: wanted.map(planLineage), problems: problems.filter(({ path }) => isWanted(path)) };
}

function planLineage({ name, majors }: Lineage): LineagePlan {
  const steps = majors.slice(1).flatMap((later, at) => {
    const earlier = majors[at];
    return earlier === undefined ? [] : [planLineageStep(earlier.desc, later.desc)];
  });
  return { lineage: name, majors: majors.map((major) => major.name), steps };
}

function planLineageStep(earlier: EventInfo["desc"], later: EventInfo["desc"]): LineageStep {
  const gaps = gapsIn(planStep(later, earlier, "down"));
  return { ...planStep(earlier, later), lossless: gaps.length === 0, gaps };
}

function gapsIn({ pairs }: StepPlan): Gap[] {
  return pairs.flatMap(({ to, fields }) =>
    fields.flatMap((member): Gap[] => {
      if (member.origin.kind !== "unresolved") return [];
      const { reason, remedies } = member.origin;
      return [
        { message: to, member: member.kind === "field" ? member.field.name : member.oneof.name, reason, remedies },
      ];
    }),
  );
}
