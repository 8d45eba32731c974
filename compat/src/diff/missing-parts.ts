import type { NumberRange } from "../change.ts";

/** Numbers that ranges cover, prepared for looking up what they do not. */
export interface Coverage {
  /** Ascending; no two overlap or touch. */
  readonly ranges: readonly NumberRange[];
}

/** Sorts ranges and joins those that overlap or touch. */
export function cover(ranges: readonly NumberRange[]): Coverage {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end + 1) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return { ranges: merged };
}

/** The parts of a range that are not covered, in ascending order. */
export function missingParts(range: NumberRange, { ranges }: Coverage): NumberRange[] {
  const missing: NumberRange[] = [];
  let start = range.start;
  for (let index = firstEndingFrom(ranges, start); index < ranges.length; index++) {
    const other = ranges[index];
    if (other === undefined || other.start > range.end) break;
    if (other.start > start) missing.push({ start, end: other.start - 1 });
    start = other.end + 1;
  }
  if (start <= range.end) missing.push({ start, end: range.end });
  return missing;
}

/** Index of the first range that ends at a number or after it. */
function firstEndingFrom(ranges: readonly NumberRange[], number: number): number {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.end ?? number) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
