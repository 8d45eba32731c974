import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** The repository's root folder. */
export const ROOT = join(import.meta.dirname, "..", "..");

/** The rooms, in the order in which they may build on each other. */
export const ROOMS = ["proto", "model", "compiler", "compat", "plugins", "runtime", "registry", "cli"] as const;

export type Room = (typeof ROOMS)[number];

/** A hand-written source file. */
export interface SourceFile {
  /** Path from the root, such as `compat/src/diff/diff.ts`. */
  readonly path: string;
  readonly room: Room;
  readonly text: string;
  readonly isTest: boolean;
}

const TEST = /\.(test|e2e\.test|contract)\.tsx?$|\/(testing-support|test-support|testdata)\//;

/** Reads all hand-written TypeScript of the rooms; generated code is left out. */
export function readSources(): SourceFile[] {
  return ROOMS.flatMap((room) =>
    globSync(`${room}/src/**/*.{ts,tsx}`, { cwd: ROOT })
      .filter((path) => !path.endsWith("_pb.ts") && !path.endsWith(".d.ts"))
      .sort()
      .map((path) => ({ path, room, text: readFileSync(join(ROOT, path), "utf8"), isTest: TEST.test(path) })),
  );
}

/** One import of a file: the specifier as written, and whether only types are imported. */
export interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

const STATIC = /^(?:import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"/gm;
const DYNAMIC = /\bimport\(\s*"([^"]+)"\s*\)/g;

/** Finds what a file imports, statically and dynamically. */
export function importsOf(text: string): Import[] {
  const statics = [...text.matchAll(STATIC)].map((m) => ({ specifier: m[2] ?? "", typeOnly: m[1] !== undefined }));
  const dynamics = [...text.matchAll(DYNAMIC)].map((m) => ({ specifier: m[1] ?? "", typeOnly: false }));
  return [...statics, ...dynamics];
}

/** Resolves a relative specifier to a path from the root. */
export function resolveRelative(from: string, specifier: string): string {
  return relative(ROOT, join(ROOT, dirname(from), specifier));
}
