import type { DescMessage } from "@bufbuild/protobuf";
import { type DescriptorSet, message as messageOption } from "@postel/proto";
import { placeOf } from "../place.ts";
import { predecessorNameOf } from "../planning/evolution-of.ts";
import { type ModelProblem, problemAt } from "../problem.ts";
import { type EventInfo, eventInfo, isEvent, relativeName } from "./event-info.ts";
import { keyProblem } from "./key-path.ts";
import { chainEvents, type Lineage, lineageName } from "./lineage.ts";
import { joinMessages, messagesOf } from "./messages-of.ts";

/** What a set of schemas says about events. */
export interface Model {
  /** All events, by full name. */
  readonly events: readonly EventInfo[];
  /** All lineages, by name; one per event that has only one major, too. */
  readonly lineages: readonly Lineage[];
  /** What is wrong with them; events and lineages hold what could be read all the same. */
  readonly problems: readonly ModelProblem[];
}

/**
 * Reads the events of a set and joins them into lineages; messages that only `earlier` has, such as majors that are
 * gone, count too. Throws when an import is missing from a set.
 */
export function readModel(set: DescriptorSet, earlier: DescriptorSet = { files: [] }): Model {
  const messages = joinMessages(messagesOf(earlier), messagesOf(set));
  const marked = messages.filter(isEvent);
  const { chains, problems } = chainEvents(messages);
  const lineageOf = new Map(chains.flatMap((chain) => chain.map((desc) => [desc, lineageName(chain)])));
  const events = marked.map((desc) => eventInfo(desc, lineageOf.get(desc) ?? desc.typeName)).sort(byName);
  const infoOf = new Map(events.map((info) => [info.desc, info]));
  const lineages = chains.map((chain) => ({
    name: lineageName(chain),
    majors: chain.flatMap((desc) => infoOf.get(desc) ?? []),
  }));
  const keys = events.flatMap(({ desc, key }) => keyProblem(desc, key) ?? []);
  return {
    events,
    lineages: lineages.sort(byName),
    problems: [...problems, ...unknownSources(messages), ...keys, ...nameClashes(marked)],
  };
}

const UPCASTS_FROM = 1;

/** Messages that are no events name the message that they replace; it must be there. */
function unknownSources(messages: readonly DescMessage[]): ModelProblem[] {
  const known = new Set(messages.map(({ typeName }) => typeName));
  return messages.flatMap((desc) => {
    const named = isEvent(desc) ? "" : predecessorNameOf(desc);
    if (named === "" || known.has(named)) return [];
    const at = placeOf(desc, [messageOption.number, UPCASTS_FROM]);
    const says = `${desc.typeName} says upcasts_from ${JSON.stringify(named)}`;
    return problemAt(at, "UNKNOWN_UPCASTS_FROM", `${says}, but there is no such message. Give its full name.`);
  });
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  if (a.name === b.name) return 0;
  return a.name < b.name ? -1 : 1;
}

/** Two events of one package must not differ in case and punctuation alone: each becomes a file of its own. */
function nameClashes(events: readonly DescMessage[]): ModelProblem[] {
  const bySpelling = Map.groupBy(
    events,
    (desc) => `${desc.file.proto.package}/${relativeName(desc).replace(/[._]/g, "").toLowerCase()}`,
  );
  return [...bySpelling.values()].flatMap(([first, ...others]) =>
    others.map((other) =>
      problemAt(
        placeOf(other),
        "EVENT_NAME_CLASH",
        `The events ${first?.typeName} and ${other.typeName} differ only in case or punctuation, ` +
          "so their generated files would overwrite each other. Rename one of them.",
      ),
    ),
  );
}
