/** Turns a graph around: who imports a file directly. */
export function importersOf(imports: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  const importers = new Map<string, string[]>();
  for (const [path, imported] of imports)
    for (const target of imported) {
      const known = importers.get(target);
      if (known === undefined) importers.set(target, [path]);
      else known.push(path);
    }
  return importers;
}

/** All that can be reached from some paths, these included. */
export function closure(
  from: Iterable<string>,
  edges: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const reached = new Set(from);
  // A set that grows while it is walked: what is added is visited as well.
  for (const path of reached) for (const next of edges.get(path) ?? []) reached.add(next);
  return reached;
}

/** Puts imports before the files that import them, in the order of buf's images: targets by path, imports as declared. */
export function importsFirst(
  targets: readonly string[],
  imports: (path: string) => readonly string[],
): string[] {
  const ordered = new Set<string>();
  const entered = new Set<string>();
  const open = targets.toSorted(byBytes).reverse().map((path) => ({ path, left: false }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.left) ordered.add(next.path);
    if (next.left || entered.has(next.path)) continue;
    entered.add(next.path);
    open.push({ path: next.path, left: true });
    for (const path of imports(next.path).toReversed()) open.push({ path, left: false });
  }
  return [...ordered];
}

/** buf compares paths byte by byte. */
function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
