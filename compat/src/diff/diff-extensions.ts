import type { Change, Pair } from "../change.ts";
import type { FieldElement } from "../schema/elements.ts";
import type { Comparison } from "./comparison.ts";
import { diffField } from "./diff-field.ts";
import { match } from "./element-index.ts";
import { typeFacts } from "./type-facts.ts";

/** Lists what happened to extensions: people know them by name, the wire by what they extend and their number. */
export function* diffExtensions(comparison: Comparison): Generator<Change> {
  const { before, after } = comparison.index;
  const facts = typeFacts(comparison, before.extensions, after.extensions, "extensions");
  for (const gone of facts.gone) yield { kind: "extension.removed", ...gone };
  for (const moved of facts.moved) yield { kind: "extension.moved", ...moved };
  for (const extension of facts.added) yield { kind: "extension.added", after: extension };
  for (const pair of facts.both) yield* diffIdentity(pair);
  for (const pair of match(before.extensionNumbers, after.extensionNumbers).both) yield* diffField(comparison, pair);
}

function* diffIdentity(pair: Pair<FieldElement>): Generator<Change> {
  const { before, after } = pair;
  if (before.number !== after.number)
    yield { kind: "extension.changed", what: "number", ...pair, from: `${before.number}`, to: `${after.number}` };
  if (before.extendee !== after.extendee)
    yield { kind: "extension.changed", what: "extendee", ...pair, from: before.extendee, to: after.extendee };
}
