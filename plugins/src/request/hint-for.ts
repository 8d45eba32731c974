const MOST = 5;

/** Says what a misspelt name may have meant: names with the same last part, else the first few there are. */
export function hintFor(name: string, known: readonly string[]): string {
  if (known.length === 0) return "The schemas have none.";
  const last = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  const alike = known.filter((candidate) => candidate.toLowerCase().endsWith(`.${last}`));
  const shown = (alike.length > 0 ? alike : known).slice(0, MOST).join(", ");
  return alike.length > 0 ? `Did you mean ${shown}?` : `There are ${shown}${known.length > MOST ? ", …" : ""}.`;
}
