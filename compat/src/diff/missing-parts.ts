import type { NumberRange } from "../change.ts";

/** The parts of a range that none of the others covers, in ascending order. */
export function missingParts(range: NumberRange, others: readonly NumberRange[]): NumberRange[] {
  const missing: NumberRange[] = [];
  let start = range.start;
  for (const other of merge(others)) {
    if (other.end < start) continue;
    if (other.start > range.end) break;
    if (other.start > start) missing.push({ start, end: other.start - 1 });
    start = other.end + 1;
  }
  if (start <= range.end) missing.push({ start, end: range.end });
  return missing;
}

/** Sorts ranges and joins those that overlap or touch. */
function merge(ranges: readonly NumberRange[]): NumberRange[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end + 1) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}
