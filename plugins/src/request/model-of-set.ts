import { type EventInfo, type Lineage, type ModelProblem, readModel } from "@postel/model";
import type { DescriptorSet } from "@postel/proto";

/** What schemas say about events. */
export interface RequestModel {
  readonly set: DescriptorSet;
  /** All events, by full name. */
  readonly events: ReadonlyMap<string, EventInfo>;
  /** All events, by the path of their .proto file. */
  readonly eventsOfFile: ReadonlyMap<string, readonly EventInfo[]>;
  /** All lineages, by name; an event of an alpha or beta package is a lineage of its own. */
  readonly lineages: ReadonlyMap<string, Lineage>;
  readonly problems: readonly ModelProblem[];
}

const known = new WeakMap<DescriptorSet, RequestModel>();

/** Reads the events of a set, once. */
export function modelOfSet(set: DescriptorSet): RequestModel {
  const model = known.get(set) ?? read(set);
  known.set(set, model);
  return model;
}

function read(set: DescriptorSet): RequestModel {
  const { events, lineages, problems } = readModel(set);
  const chained = new Set(lineages.flatMap(({ majors }) => majors));
  const alone = events.filter((event) => !chained.has(event)).map((event) => ({ name: event.name, majors: [event] }));
  return {
    set,
    events: new Map(events.map((event) => [event.name, event])),
    eventsOfFile: Map.groupBy(events, ({ desc }) => desc.file.proto.name),
    lineages: new Map([...lineages, ...alone].map((lineage) => [lineage.name, lineage])),
    problems,
  };
}
