import { outlineOf, type SchemaFile } from "@postel/proto";

/** From each path to others. */
export type Edges = ReadonlyMap<string, readonly string[]>;

const DESCRIPTOR_PROTO = "google/protobuf/descriptor.proto";

/** What each file imports; of two files with one path both count. */
export function importsOf(files: Iterable<SchemaFile>): Edges {
  const imports = new Map<string, readonly string[]>();
  for (const file of files) imports.set(file.path, [...(imports.get(file.path) ?? []), ...outlineOf(file).imports]);
  return imports;
}

/** The files that can declare custom options: they see descriptor.proto, directly or through public imports. */
export function optionDeclarers(files: readonly SchemaFile[]): string[] {
  const publicly = importersOf(files.map((file) => [file.path, outlineOf(file).publicImports]));
  const doors = closure([DESCRIPTOR_PROTO], publicly);
  return files.filter((file) => outlineOf(file).imports.some((path) => doors.has(path))).map(({ path }) => path);
}

/** Turns a graph around: who imports a file directly. */
export function importersOf(imports: Iterable<readonly [string, readonly string[]]>): Edges {
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
export function closure(from: Iterable<string>, edges: Edges): ReadonlySet<string> {
  const reached = new Set(from);
  // A set that grows while it is walked: what is added is visited as well.
  for (const path of reached) for (const next of edges.get(path) ?? []) reached.add(next);
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
