import { lt } from "semver";
import type { Registry } from "../sources/registry.ts";
import type { HistoryEntry } from "./changelog.ts";

/** Releases beyond this number are left to the registry. */
const MOST_RELEASES = 10;

/** A module's releases below a version, newest first; the oldest shown one still has its predecessor, so facts are whole. */
export async function moduleHistory(
  registry: Registry,
  module: string,
  below: string,
): Promise<{ readonly releases: readonly HistoryEntry[]; readonly isComplete: boolean }> {
  const older = (await registry.releases(module)).filter(({ version }) => lt(version, below));
  const wanted = older.slice(0, MOST_RELEASES);
  const found = await Promise.all(wanted.map(({ version }) => registry.find(module, version)));
  const releases = found.flatMap((entry) =>
    entry === undefined ? [] : [{ version: entry.release.version, set: entry.set }],
  );
  return { releases, isComplete: wanted.length === older.length };
}
