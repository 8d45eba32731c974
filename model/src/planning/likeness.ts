/** The words of a name in snake_case or camelCase, without the plural of those that are long enough to have one. */
export function words(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase()
    .split("_")
    .filter((word) => word !== "")
    .map((word) => (word.length > 3 ? word.replace(/s$/, "") : word));
}

/** How many of their words two names share, from 0 to 1. */
export function likeness(a: readonly string[], b: readonly string[]): number {
  if (a.join("") === b.join("")) return 1;
  const shared = a.filter((word) => b.includes(word)).length;
  return shared / Math.max(a.length, b.length, 1);
}
