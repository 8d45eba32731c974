/** The words of a snake_case name, without the plural of those that are long enough to have one. */
export function words(name: string): string[] {
  return name
    .toLowerCase()
    .split("_")
    .filter((word) => word !== "")
    .map((word) => (word.length > 3 ? word.replace(/s$/, "") : word));
}

/** How many of their words two names share, from 0 to 1. */
export function likeness(a: readonly string[], b: readonly string[]): number {
  const shared = a.filter((word) => b.includes(word)).length;
  return shared / Math.max(a.length, b.length, 1);
}
