import { normalize, sep } from "node:path";
import type { DescriptorSet } from "@postel/proto";
import { CliError } from "../errors.ts";

/** Tells whether the file of an import path is wanted. */
export type IsWanted = (path: string) => boolean;

/**
 * Finds the files that `--path` names in any of some sets. A path may start where the shell stands or where imports do:
 * what counts is the longest end of it that is a file or folder. Without paths undefined: all are. Throws NOTHING_AT_PATH.
 */
export function filesAt(
  paths: readonly string[],
  sets: readonly DescriptorSet[],
  source: string,
): IsWanted | undefined {
  if (paths.length === 0) return undefined;
  const known = sets.flatMap(({ files }) => files.filter(({ isImport }) => !isImport).map(({ path }) => path));
  const places = new Set(known.flatMap(placesOf));
  const wanted = new Set(paths.map((path) => endOf(path, places, { source, example: known[0] ?? "a.proto" })));
  return (path) => wanted.has(".") || placesOf(path).some((place) => wanted.has(place));
}

/** The file and the folders that it is in: `a/b/c.proto`, `a/b` and `a`. */
function placesOf(path: string): string[] {
  const parts = path.split("/");
  return parts.map((_, at) => parts.slice(0, at + 1).join("/"));
}

function endOf(path: string, places: ReadonlySet<string>, values: Readonly<Record<string, string>>): string {
  const parts = normalize(path)
    .split(sep)
    .filter((part) => part !== "" && part !== "..");
  if (parts.every((part) => part === ".")) return ".";
  const ends = parts.map((_, at) => parts.slice(at).join("/"));
  const found = ends.find((end) => places.has(end));
  if (found === undefined) throw new CliError("NOTHING_AT_PATH", { path, ...values });
  return found;
}
