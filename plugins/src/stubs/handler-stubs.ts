import type { DescriptorSet } from "@postel/proto";
import { consumedLineages } from "../consumers/consumed-lineages.ts";
import { parseOptions } from "../options.ts";
import { commentOf } from "../print/comments-of.ts";
import { modelOfSet } from "../request/model-of-set.ts";
import type { NeededStubs } from "./needed-stubs.ts";

/**
 * What a service must write to consume: the constant `handlers` with one function per lineage. `consumes` is written as
 * for the plugin, `shop.orders.OrderPlaced` or `…@v1`; `from` is where `Handlers` is imported from, such as
 * `./gen/postel_consumers.ts`. A stub throws, so that events that nobody handles are parked and not lost.
 * Throws lineage_unknown or major_unknown.
 */
export function handlerStubs(set: DescriptorSet, consumes: readonly string[], from: string): NeededStubs {
  const options = parseOptions(consumes.map((value) => ({ key: "consumes", value })));
  const consumed = consumedLineages(modelOfSet(set), options.consumes);
  if (consumed.length === 0) return { objects: [] };
  const methods = consumed.map(({ lineage, target, handler }) => ({
    name: handler,
    modifier: "async " as const,
    parameters: ["event", "context"],
    doc: commentOf(target.desc),
    body: `throw new Error(${JSON.stringify(`nothing handles ${lineage.name} yet: write ${handler}`)});`,
  }));
  return { objects: [{ constant: "handlers", type: "Handlers", from, methods }] };
}
