import { MethodOptions_IdempotencyLevel, MethodOptionsSchema, ServiceOptionsSchema } from "@bufbuild/protobuf/wkt";
import type { Change, ChangeOf, Pair } from "../change.ts";
import type { MethodElement, ServiceElement } from "../schema/elements.ts";
import { withoutDot } from "../schema/read-elements.ts";
import { sameTypeBytes } from "../schema/type-bytes.ts";
import type { Comparison } from "./comparison.ts";
import { optionChanges } from "./diff-options.ts";
import { keyed, match } from "./element-index.ts";
import { typeFacts } from "./type-facts.ts";

/** Lists what happened to services and their methods. */
export function* diffServices(comparison: Comparison): Generator<Change> {
  const { before, after } = comparison.index;
  const facts = typeFacts(comparison, before.services, after.services, "services");
  for (const gone of facts.gone) yield { kind: "service.removed", ...gone };
  for (const moved of facts.moved) yield { kind: "service.moved", ...moved };
  for (const service of facts.added) yield { kind: "service.added", after: service };
  for (const pair of facts.both) if (!sameTypeBytes(pair.before, pair.after)) yield* diffService(comparison, pair);
}

function* diffService(comparison: Comparison, within: Pair<ServiceElement>): Generator<Change> {
  const options = { before: within.before.proto.options, after: within.after.proto.options };
  for (const { name, from, to } of optionChanges(comparison, ServiceOptionsSchema, options))
    yield { kind: "service.changed", what: "option", name, ...within, from, to };
  const byName = ({ methods }: ServiceElement) => keyed(methods, (method) => method.name);
  const { both, removed, added } = match(byName(within.before), byName(within.after));
  for (const before of removed) yield { kind: "method.removed", before, within };
  for (const after of added) yield { kind: "method.added", after, within };
  for (const pair of both) yield* diffMethod(comparison, pair);
}

type MethodChange = ChangeOf<"method.changed">;

function* diffMethod(comparison: Comparison, pair: Pair<MethodElement>): Generator<MethodChange> {
  for (const [what, read] of Object.entries(ASPECTS) as [MethodChange["what"], (method: MethodElement) => string][]) {
    const from = read(pair.before);
    const to = read(pair.after);
    if (from !== to) yield { kind: "method.changed", what, ...pair, from, to };
  }
  const options = { before: pair.before.proto.options, after: pair.after.proto.options };
  for (const { name, from, to } of optionChanges(comparison, MethodOptionsSchema, options, [IDEMPOTENCY_LEVEL]))
    yield { kind: "method.changed", what: "option", name, ...pair, from, to };
}

/** Field number of `idempotency_level` in google.protobuf.MethodOptions. */
export const IDEMPOTENCY_LEVEL = 34;

const ASPECTS: Partial<Record<MethodChange["what"], (method: MethodElement) => string>> = {
  "request type": ({ proto }) => withoutDot(proto.inputType),
  "response type": ({ proto }) => withoutDot(proto.outputType),
  "client streaming": ({ proto }) => (proto.clientStreaming ? "streaming" : "unary"),
  "server streaming": ({ proto }) => (proto.serverStreaming ? "streaming" : "unary"),
  "idempotency level": ({ proto }) =>
    MethodOptions_IdempotencyLevel[
      proto.options?.idempotencyLevel ?? MethodOptions_IdempotencyLevel.IDEMPOTENCY_UNKNOWN
    ],
};
