/** Names that differ in more than this part of their letters are no help. */
const FAR = 0.25;
/** Letters of a name that are compared. */
const LONGEST = 200;

/** The known name that a misspelt one most likely means; undefined when none is like it. */
export function closest(name: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({
      candidate,
      far: distance(name, candidate) / Math.min(LONGEST, Math.max(name.length, candidate.length)),
    }))
    .filter(({ far }) => far <= FAR)
    .sort((a, b) => a.far - b.far || (a.candidate < b.candidate ? -1 : 1));
  return ranked[0]?.candidate;
}

/** `did you mean x?`, or what there is. */
export function hint(name: string, known: readonly string[]): string {
  const like = closest(name, known);
  if (like !== undefined) return `did you mean ${like}?`;
  return known.length === 0 ? "there is none" : `there are ${known.toSorted().slice(0, 8).join(", ")}`;
}

/** Insertions, deletions and replacements between two names, without regard to case. */
function distance(from: string, to: string): number {
  const [a, b] = [from, to].map((text) => text.slice(0, LONGEST).toLowerCase()) as [string, string];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
