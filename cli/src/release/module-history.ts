import { lt } from "semver";
import type { Registry } from "../sources/registry.ts";
import type { Changelog } from "./changelog.ts";

/** A module's past, newest first; `before` is the release before the oldest that is told of. */
export type ModuleHistory = Omit<Changelog, "title">;

/** Reads a module's newest releases, at most so many and below a version where one is given. */
export async function moduleHistory(
  registry: Registry,
  module: string,
  most: number,
  below?: string,
): Promise<ModuleHistory> {
  const all = await registry.releases(module);
  const older = below === undefined ? all : all.filter(({ version }) => lt(version, below));
  const found = await Promise.all(older.slice(0, most + 1).map(({ version }) => registry.find(module, version)));
  const read = found.flatMap((entry) =>
    entry === undefined ? [] : [{ version: entry.release.version, set: entry.set }],
  );
  const before = read[most];
  if (before === undefined) return { releases: read };
  return { releases: read.slice(0, most), before, note: "Older releases are in the registry." };
}
