/** The entries of one set that the other lacks, in order. */
export function without<T>(set: ReadonlySet<T>, other: ReadonlySet<T>): T[] {
  return [...set].filter((entry) => !other.has(entry));
}
