import { type EventInfo, type Lineage, readModel } from "@postel/model";
import type { DescriptorSet } from "@postel/proto";
import { CliError } from "../../errors.ts";
import { hint } from "../closest.ts";
import type { ConsumedLineage, EmittedEvent, GenConfig } from "../config/gen-config.ts";
import type { ResolvedModule } from "./resolved-module.ts";

/** What a service uses of its modules. */
export interface Selection {
  readonly emits: readonly EventInfo[];
  readonly consumes: readonly SelectedLineage[];
  /** Every event that the service emits or may receive, each with the name of its module. */
  readonly events: readonly { readonly module: string; readonly event: EventInfo }[];
}

/** A lineage that the service reads. */
export interface SelectedLineage {
  readonly lineage: Lineage;
  /** Absent: the latest. */
  readonly at?: number;
  /** The major that handlers receive. */
  readonly target: EventInfo;
}

/** Finds what `gen.yaml` names. Throws CliError with its line when there is no such event, lineage or major. */
export function selectEvents(config: GenConfig, modules: readonly ResolvedModule[], set: DescriptorSet): Selection {
  const owners = ownersOf(modules);
  const model = readModel(set);
  const events = model.events.filter(({ desc }) => owners.has(desc.file.proto.name));
  const lineages = [...model.lineages, ...standingAlone(events)].filter(({ majors }) =>
    majors.some((major) => events.includes(major)),
  );
  const emits = config.emits.map((emitted) => findEvent(emitted, events));
  const consumes = config.consumes.map((consumed) => findLineage(consumed, lineages));
  const used = new Set([...emits, ...consumes.flatMap(({ lineage }) => lineage.majors)]);
  return {
    emits,
    consumes,
    events: [...used].map((event) => ({ module: owners.get(event.desc.file.proto.name) ?? "", event })),
  };
}

/** Which module holds each file. */
function ownersOf(modules: readonly ResolvedModule[]): ReadonlyMap<string, string> {
  return new Map(
    modules.flatMap(({ wanted, set }) =>
      set.files.filter(({ isImport }) => !isImport).map(({ path }) => [path, wanted.name] as const),
    ),
  );
}

/** Alpha, beta and test events are in no lineage; each can be read by its own name. */
function standingAlone(events: readonly EventInfo[]): Lineage[] {
  return events.filter(({ stable }) => !stable).map((event) => ({ name: event.lineage, majors: [event] }));
}

function findEvent({ name, place }: EmittedEvent, events: readonly EventInfo[]): EventInfo {
  const event = events.find((candidate) => candidate.name === name);
  const names = events.map((candidate) => candidate.name);
  if (event === undefined)
    throw new CliError("GEN_EVENT_UNKNOWN", { event: name }, { where: place, why: hint(name, names) });
  if (event.options.retired) throw new CliError("EVENT_RETIRED", { event: name }, { where: place });
  return event;
}

function findLineage({ name, at, place }: ConsumedLineage, lineages: readonly Lineage[]): SelectedLineage {
  const lineage = lineages.find((candidate) => candidate.name === name);
  const latest = lineage?.majors.at(-1);
  if (lineage === undefined || latest === undefined) {
    const ofEvent = lineages.find(({ majors }) => majors.some((major) => major.name === name))?.name;
    const why =
      ofEvent === undefined
        ? hint(
            name,
            lineages.map((known) => known.name),
          )
        : `that is an event of ${ofEvent}`;
    throw new CliError("LINEAGE_UNKNOWN", { lineage: name }, { where: place, why });
  }
  if (at === undefined) return { lineage, target: latest };
  const target = lineage.majors.find(({ major }) => major === at);
  if (target !== undefined) return { lineage, at, target };
  const majors = lineage.majors.map(({ major }) => `v${major}`).join(", ");
  throw new CliError("MAJOR_UNKNOWN", { lineage: name, major: `v${at}` }, { where: place, why: `there are ${majors}` });
}
