import type { DescriptorProto_ExtensionRange } from "@bufbuild/protobuf/wkt";
import { ExtensionRangeOptionsSchema } from "@bufbuild/protobuf/wkt";
import type { Context } from "./context.ts";
import { quote } from "./literals.ts";
import { withInlineOptions } from "./print-options.ts";

/** One past the highest field number. */
const FIELD_END = 2 ** 29;
/** One past the highest number of a message set's extensions. */
const MESSAGE_SET_END = 2 ** 31 - 1;

/** A range of numbers; whether `end` belongs to it depends on the element. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** Prints reserved numbers and names; `excess` is 1 where a range's end is not part of it. */
export function printReserved(
  context: Context,
  ranges: readonly Range[],
  names: readonly string[],
  max: number,
  excess: 0 | 1,
): string[] {
  const numbers = ranges.map(({ start, end }) => rangeText(start, end - excess, end - excess >= max));
  const words = names.map((name) => (context.syntax === "editions" ? name : quote(name)));
  return [numbers, words].filter((list) => list.length > 0).map((list) => `reserved ${list.join(", ")};`);
}

/** Prints a message's reserved numbers and names. */
export function printMessageReserved(context: Context, ranges: readonly Range[], names: readonly string[]): string[] {
  return printReserved(context, ranges, names, FIELD_END - 1, 1);
}

/** Prints an extension range, each in a statement of its own since each has its own options. */
export function printExtensionRange(context: Context, range: DescriptorProto_ExtensionRange, scope: string): string[] {
  const isMax = range.end === FIELD_END || range.end === MESSAGE_SET_END;
  const head = `extensions ${rangeText(range.start, range.end - 1, isMax)}`;
  return withInlineOptions(context, head, [], ExtensionRangeOptionsSchema, range.options, scope);
}

function rangeText(start: number, last: number, isMax: boolean): string {
  if (isMax) return `${start} to max`;
  return start === last ? `${start}` : `${start} to ${last}`;
}
