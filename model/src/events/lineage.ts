import { type DescMessage, getOption } from "@bufbuild/protobuf";
import { event } from "@postel/proto";
import { placeOf } from "../place.ts";
import { type ModelProblem, problemAt } from "../problem.ts";
import { type EventInfo, isEvent, relativeName } from "./event-info.ts";
import { packageVersion } from "./package-version.ts";

/** One event across majors. */
export interface Lineage {
  /** Package without version, and name of the newest event: `shop.orders.OrderPlaced`. */
  readonly name: string;
  /** The event's majors, oldest first. */
  readonly majors: readonly EventInfo[];
}

/** Chains of event messages, oldest first, and what keeps events out of a chain. */
export interface Chains {
  readonly chains: readonly (readonly DescMessage[])[];
  readonly problems: readonly ModelProblem[];
}

const EVENT = event.number;
const UPCASTS_FROM = 6;

/**
 * Joins events into chains by `upcasts_from`, or else by the same name in the nearest earlier major.
 * A broken link is a problem and ends the chain there; alpha, beta and test packages stay outside.
 */
export function chainEvents(messages: readonly DescMessage[]): Chains {
  const known = indexOf(messages);
  const events = messages.filter((message) => isEvent(message) && versionOf(message).stable);
  const problems: ModelProblem[] = [];
  const next = new Map<DescMessage, DescMessage>();
  const previous = new Map<DescMessage, DescMessage>();
  for (const later of events) {
    const link = predecessor(later, known);
    if (link === undefined) continue;
    const problem = "code" in link ? link : claimProblem(later, link, next);
    if (problem !== undefined) problems.push(problem);
    else if (!("code" in link)) {
      next.set(link, later);
      previous.set(later, link);
    }
  }
  const chains = events.filter((e) => !previous.has(e)).map((first) => follow(first, next));
  return { chains, problems: [...problems, ...cycles(events, chains), ...splitNames(chains)] };
}

/** The name of a chain: the newest event's package without version, and its name in there. */
export function lineageName(chain: readonly DescMessage[]): string {
  const newest = chain.at(-1);
  if (newest === undefined) return "";
  const { base } = versionOf(newest);
  return base === "" ? relativeName(newest) : `${base}.${relativeName(newest)}`;
}

function versionOf(message: DescMessage) {
  return packageVersion(message.file.proto.package);
}

type Link = DescMessage | ModelProblem | undefined;

interface Index {
  readonly byName: ReadonlyMap<string, DescMessage>;
  /** Messages of all stable majors, by the lineage that their name would give. */
  readonly byLineage: ReadonlyMap<string, readonly DescMessage[]>;
}

function indexOf(messages: readonly DescMessage[]): Index {
  const stable = messages.filter((message) => versionOf(message).stable);
  return {
    byName: new Map(messages.map((message) => [message.typeName, message])),
    byLineage: Map.groupBy(stable, (message) => lineageName([message])),
  };
}

function predecessor(later: DescMessage, known: Index): Link {
  const named = getOption(later, event).upcastsFrom;
  return named === "" ? sameNameEarlier(later, known) : namedPredecessor(later, named, known);
}

function namedPredecessor(later: DescMessage, named: string, known: Index): Link {
  const earlier = known.byName.get(named.replace(/^\./, ""));
  const at = placeOf(later, [EVENT, UPCASTS_FROM]);
  const says = `${later.typeName} says upcasts_from ${JSON.stringify(named)}`;
  if (earlier === undefined)
    return problemAt(
      at,
      "UNKNOWN_UPCASTS_FROM",
      `${says}, but there is no such message. Give the full name of an event in these schemas.`,
    );
  if (!isEvent(earlier))
    return problemAt(
      at,
      "UNKNOWN_UPCASTS_FROM",
      `${says}, but that message is no event. Mark it with option (postel.v1.event).`,
    );
  const { base, major, stable } = versionOf(earlier);
  if (!stable)
    return problemAt(
      at,
      "UNKNOWN_UPCASTS_FROM",
      `${says}, but alpha, beta and test packages are outside lineages. Drop upcasts_from.`,
    );
  const own = versionOf(later);
  if (earlier !== later && base === own.base && major >= own.major)
    return problemAt(at, "LINEAGE_ORDER", `${says}, which is not an earlier major of ${base}. Name an earlier one.`);
  return earlier;
}

function sameNameEarlier(later: DescMessage, known: Index): Link {
  const { major } = versionOf(later);
  const earlier = (known.byLineage.get(lineageName([later])) ?? [])
    .filter((message) => versionOf(message).major < major)
    .sort((a, b) => versionOf(b).major - versionOf(a).major);
  const nearest = earlier[0];
  const older = earlier.find(isEvent);
  if (nearest === undefined || older === undefined) return undefined;
  if (nearest === older) return nearest;
  return problemAt(
    placeOf(nearest),
    "LINEAGE_GAP",
    `${nearest.typeName} lies between the events ${older.typeName} and ${later.typeName} but is no event itself. ` +
      `Mark it with option (postel.v1.event), or say upcasts_from: "${older.typeName}" in ${later.typeName}.`,
  );
}

function claimProblem(
  later: DescMessage,
  earlier: DescMessage,
  next: ReadonlyMap<DescMessage, DescMessage>,
): ModelProblem | undefined {
  const other = next.get(earlier);
  if (other === undefined) return undefined;
  return problemAt(
    placeOf(later, [EVENT, UPCASTS_FROM]),
    "LINEAGE_TWO_CLAIMANTS",
    `${later.typeName} and ${other.typeName} both continue ${earlier.typeName}, but an event has one successor. ` +
      "Give one of them another upcasts_from.",
  );
}

function follow(first: DescMessage, next: ReadonlyMap<DescMessage, DescMessage>): DescMessage[] {
  const chain: DescMessage[] = [];
  for (let at: DescMessage | undefined = first; at !== undefined; at = next.get(at)) chain.push(at);
  return chain;
}

/** Every event has at most one link each way, so what no chain reaches runs in a circle. */
function cycles(events: readonly DescMessage[], chains: readonly (readonly DescMessage[])[]): ModelProblem[] {
  const reached = new Set(chains.flat());
  return events
    .filter((message) => !reached.has(message))
    .map((message) =>
      problemAt(
        placeOf(message, [EVENT, UPCASTS_FROM]),
        "LINEAGE_CYCLE",
        `${message.typeName} upcasts from itself by way of upcasts_from. Let the oldest event name no predecessor.`,
      ),
    );
}

/** Two chains of one name are one lineage with a link missing between them. */
function splitNames(chains: readonly (readonly DescMessage[])[]): ModelProblem[] {
  const byName = Map.groupBy(chains, lineageName);
  return [...byName].flatMap(([name, same]) =>
    same.length < 2 ? [] : same.slice(0, -1).map((chain) => gapBetween(name, chain, same)),
  );
}

function gapBetween(
  name: string,
  chain: readonly DescMessage[],
  same: readonly (readonly DescMessage[])[],
): ModelProblem {
  const last = chain.at(-1) as DescMessage;
  const others = same.filter((other) => other !== chain).map((other) => (other.at(-1) as DescMessage).typeName);
  return problemAt(
    placeOf(last),
    "LINEAGE_GAP",
    `${last.typeName} belongs to the lineage ${name}, but no step leads from it to ${others.join(" or ")}. ` +
      `Let its successor say upcasts_from: "${last.typeName}".`,
  );
}
