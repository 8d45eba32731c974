import type { Change, Pair } from "../change.ts";
import type { FieldElement, MessageElement } from "../schema/elements.ts";
import { readConstraints } from "../validation/read-constraints.ts";
import type { Comparison } from "./comparison.ts";
import { diffField } from "./diff-field.ts";
import { keyed, match } from "./element-index.ts";

/** Lists what happened to the fields of a message: they pair by number, as they do on the wire. */
export function* diffFields(comparison: Comparison, within: Pair<MessageElement>): Generator<Change> {
  const byNumber = (message: MessageElement) => keyed(message.fields, (field) => field.number);
  const { both, removed, added } = match(byNumber(within.before), byNumber(within.after));
  for (const before of removed) yield { kind: "field.removed", before, within };
  for (const after of added)
    yield { kind: "field.added", after, within, ...(isDemanded(comparison, after) && { demanded: true }) };
  for (const pair of both) yield* diffField(comparison, pair);
  const moves = renumbered(within);
  if (moves.length > 0) yield { kind: "message.renumbered", ...within, moves };
}

/** Tells whether validation refuses a message that lacks the field. */
function isDemanded({ schemas }: Comparison, { proto }: FieldElement): boolean {
  return readConstraints(schemas.after, proto.options)?.get("required") === true;
}

/** The fields whose names are still there under another number. */
function renumbered({ before, after }: Pair<MessageElement>): Pair<FieldElement>[] {
  const byName = (message: MessageElement) => keyed(message.fields, (field) => field.name);
  return match(byName(before), byName(after)).both.filter((pair) => pair.before.number !== pair.after.number);
}
