import { outlineOf, type SchemaFile } from "@postel/proto";

/** From each path to others. */
export type Edges = ReadonlyMap<string, readonly string[]>;

const DESCRIPTOR_PROTO = "google/protobuf/descriptor.proto";

/** Who imports a file directly, among some files; of two files with one path both count. */
export function importersAmong(files: Iterable<SchemaFile>): Edges {
  const importers = new Map<string, string[]>();
  for (const file of files) for (const target of outlineOf(file).imports) add(importers, target, file.path);
  return importers;
}

/** Two builds of files: one that is known, and what was compiled anew. */
export interface Builds {
  readonly base: ReadonlyMap<string, SchemaFile>;
  /** Who imports a file of the base directly. */
  readonly importers: Edges;
  readonly built: ReadonlyMap<string, SchemaFile>;
}

/**
 * Tells of a path whether the file may type custom options: whether it is imported, however far away, by a file that can declare
 * some because it sees descriptor.proto, directly or through public imports. What either build says counts.
 */
export function optionTypes({ base, importers, built }: Builds): (path: string) => boolean {
  const fresh = importersAmong(built.values());
  const imported = (path: string, list: "imports" | "publicImports") =>
    [base.get(path), built.get(path)].flatMap((file) => (file === undefined ? [] : outlineOf(file)[list]));
  const isDoor = (path: string) => walk([path], (at) => imported(at, "publicImports")).has(DESCRIPTOR_PROTO);
  return (path) => {
    const reached = walk([path], (at) => [...(importers.get(at) ?? []), ...(fresh.get(at) ?? [])]);
    return [...reached].some((at) => imported(at, "imports").some(isDoor));
  };
}

function add(importers: Map<string, string[]>, target: string, path: string): void {
  const known = importers.get(target);
  if (known === undefined) importers.set(target, [path]);
  else known.push(path);
}

/** All that can be reached from some paths, these included. */
export function closure(from: Iterable<string>, edges: Edges): ReadonlySet<string> {
  return walk(from, (path) => edges.get(path) ?? []);
}

function walk(from: Iterable<string>, next: (path: string) => readonly string[]): ReadonlySet<string> {
  const reached = new Set(from);
  // A set that grows while it is walked: what is added is visited as well.
  for (const path of reached) for (const further of next(path)) reached.add(further);
  return reached;
}

/** Puts imports before the files that import them, in the order of buf's images: targets by path, imports as declared. */
export function importsFirst(targets: readonly string[], imports: (path: string) => readonly string[]): string[] {
  const ordered = new Set<string>();
  const entered = new Set<string>();
  const open = targets
    .toSorted()
    .reverse()
    .map((path) => ({ path, left: false }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.left) ordered.add(next.path);
    if (next.left || entered.has(next.path)) continue;
    entered.add(next.path);
    open.push({ path: next.path, left: true });
    for (const path of imports(next.path).toReversed()) open.push({ path, left: false });
  }
  return [...ordered];
}
