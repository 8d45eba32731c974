import type { DescEnum, DescFile, DescMessage } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import type { EnumPlan, PairPlan } from "@postel/model";
import { registryOf } from "@postel/proto";
import { packageOf } from "../names/subpath.ts";
import type { PackageMapping } from "../options.ts";
import type { RequestModel } from "../request/model-of-set.ts";
import { pairKey } from "./pair-key.ts";
import { namePairs, type PairNames } from "./pair-names.ts";
import { stepsOf, unresolvedIn } from "./steps-of.ts";
import { unmappablePairs } from "./unmappable-pairs.ts";

/** One message or enum pair: a function to print. */
export interface Pair<Desc extends DescMessage | DescEnum, Plan> {
  readonly plan: Plan;
  readonly from: Desc;
  readonly to: Desc;
  readonly names: PairNames;
}

/** A message pair. */
export type MessagePair = Pair<DescMessage, PairPlan>;
/** An enum pair. */
export type EnumPair = Pair<DescEnum, EnumPlan>;

/** All pairs whose functions stand beside one .proto file, in the order of their targets there. */
export interface FileEvolution {
  readonly file: DescFile;
  /** By `pairKey`. */
  readonly messages: ReadonlyMap<string, MessagePair>;
  /** By `pairKey`. */
  readonly enums: ReadonlyMap<string, EnumPair>;
}

/** How the messages of all lineages become others, one way. */
export interface Evolution {
  readonly verb: "upcast" | "downcast";
  /** By path of the .proto file. */
  readonly files: ReadonlyMap<string, FileEvolution>;
  /** By `pairKey`: where a pair's function stands. */
  readonly homes: ReadonlyMap<string, FileEvolution>;
  /** The `pairKey`s of message pairs whose functions can end in `unmappable`. */
  readonly unmappable: ReadonlySet<string>;
}

/** A pair before it has a name. */
type Found<Desc extends DescMessage | DescEnum, Plan> = Omit<Pair<Desc, Plan>, "names">;

interface Home {
  readonly file: DescFile;
  readonly messages: Map<string, Found<DescMessage, PairPlan>>;
  readonly enums: Map<string, Found<DescEnum, EnumPlan>>;
}

/**
 * Sorts every pair of every step to the file of its target. Pairs whose target comes from another package stand beside
 * the event that needs them: that package does not know our lineages. Downwards nobody writes functions, so steps with
 * unresolved members are left out.
 */
export function evolutionOf(
  model: RequestModel,
  verb: "upcast" | "downcast",
  packages: readonly PackageMapping[],
): Evolution {
  const registry = registryOf(model.set);
  const homes = new Map<string, Home>();
  const homeOf = (target: DescMessage | DescEnum, event: DescMessage): Home => {
    const file = packageOf(target.file, packages) === undefined ? target.file : event.file;
    const home = homes.get(file.proto.name) ?? { file, messages: new Map(), enums: new Map() };
    homes.set(file.proto.name, home);
    return home;
  };
  const steps = stepsOf(model, verb).filter((step) => verb === "upcast" || unresolvedIn(step).length === 0);
  for (const { plan, target } of steps.filter(({ target }) => packageOf(target.file, packages) === undefined)) {
    for (const pair of plan.pairs) {
      const [from, to] = [registry.getMessage(pair.from), registry.getMessage(pair.to)];
      if (from && to) homeOf(to, target).messages.set(pairKey(pair), { plan: pair, from, to });
    }
    for (const pair of plan.enums.filter(({ from, to }) => from !== to)) {
      const [from, to] = [registry.getEnum(pair.from), registry.getEnum(pair.to)];
      if (from && to) homeOf(to, target).enums.set(pairKey(pair), { plan: pair, from, to });
    }
  }
  const files = new Map([...homes].map(([path, home]) => [path, named(home, verb)]));
  return {
    verb,
    files,
    homes: new Map([...files.values()].flatMap((home) => keysOf(home).map((key) => [key, home]))),
    unmappable: unmappablePairs(steps.map(({ plan }) => plan)),
  };
}

function named({ file, messages, enums }: Home, verb: "upcast" | "downcast"): FileEvolution {
  const order = new Map([...nestedTypes(file)].map((type, at) => [type.typeName, at]));
  const sorted = <P extends Found<DescMessage | DescEnum, unknown>>(pairs: Iterable<P>): P[] =>
    [...pairs].sort((a, b) => {
      const [first, second] = [a, b].map(({ to }) => order.get(to.typeName) ?? order.size);
      return (first ?? 0) - (second ?? 0) || (pairKeyOf(a) < pairKeyOf(b) ? -1 : 1);
    });
  const messagePairs = sorted(messages.values());
  const enumPairs = sorted(enums.values());
  const names = namePairs([...messagePairs, ...enumPairs], verb);
  return {
    file,
    messages: new Map(messagePairs.map((pair, at) => [pairKeyOf(pair), { ...pair, names: names[at] as PairNames }])),
    enums: new Map(
      enumPairs.map((pair, at) => [pairKeyOf(pair), { ...pair, names: names[messagePairs.length + at] as PairNames }]),
    ),
  };
}

function keysOf({ messages, enums }: FileEvolution): string[] {
  return [...messages.keys(), ...enums.keys()];
}

function pairKeyOf({ from, to }: Found<DescMessage | DescEnum, unknown>): string {
  return pairKey({ from: from.typeName, to: to.typeName });
}
