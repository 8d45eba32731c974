import type { ChangeOf, NumberRange, Pair } from "../change.ts";
import type { EnumElement, MessageElement } from "../schema/elements.ts";
import { cover, missingParts } from "./missing-parts.ts";
import { without } from "./without.ts";

type RangeFact = ChangeOf<"reserved.added" | "reserved.removed" | "extension range.added" | "extension range.removed">;

/** Lists numbers and names that are reserved on one side only, and extension ranges likewise. */
export function* diffRanges(pair: Pair<MessageElement> | Pair<EnumElement>): Generator<RangeFact> {
  const before = rangesOf(pair.before);
  const after = rangesOf(pair.after);
  yield* facts("reserved.removed", pair, before.reserved, after.reserved);
  yield* facts("reserved.added", pair, after.reserved, before.reserved);
  for (const range of without(before.names, after.names))
    yield { kind: "reserved.removed", ...pair, range, missing: [] };
  for (const range of without(after.names, before.names)) yield { kind: "reserved.added", ...pair, range, missing: [] };
  yield* facts("extension range.removed", pair, before.extensions, after.extensions);
  yield* facts("extension range.added", pair, after.extensions, before.extensions);
}

function* facts(
  kind: RangeFact["kind"],
  pair: Pair<MessageElement> | Pair<EnumElement>,
  ranges: readonly NumberRange[],
  others: readonly NumberRange[],
): Generator<RangeFact> {
  const covered = cover(others);
  for (const range of ranges) {
    const missing = missingParts(range, covered);
    if (missing.length > 0) yield { kind, ...pair, range, missing };
  }
}

/** Enum ranges include their end, message ranges do not. */
function rangesOf(element: MessageElement | EnumElement) {
  const inclusive = ({ start, end }: NumberRange): NumberRange => ({ start, end: end - 1 });
  const names = new Set(element.proto.reservedName);
  if (element.kind === "enum") return { reserved: element.proto.reservedRange, names, extensions: [] };
  const { reservedRange, extensionRange } = element.proto;
  return { reserved: reservedRange.map(inclusive), names, extensions: extensionRange.map(inclusive) };
}
