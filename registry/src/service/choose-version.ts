import { compare, gt, inc, lt, maxSatisfying, parse, prerelease, validRange } from "semver";
import { RegistryError } from "../errors.ts";
import type { VersionRecord } from "../store/store.ts";

/** How far a version must move: npm's words, and `none` for a release that changes nothing. */
export type Bump = "major" | "minor" | "patch" | "none";

/** The highest version in an npm range; pre-releases only where the range names one. Throws RegistryError INVALID_RANGE. */
export function highestIn(versions: readonly VersionRecord[], range: string): VersionRecord | undefined {
  const npmRange = range === "" ? "*" : range;
  if (npmRange.length > 256 || validRange(npmRange) === null) throw new RegistryError("INVALID_RANGE", { range });
  const highest = maxSatisfying(
    versions.map((entry) => entry.version),
    npmRange,
  );
  return versions.find((entry) => entry.version === highest);
}

/** The highest version; a pre-release only when there is nothing else. */
export function latestOf(versions: readonly VersionRecord[]): VersionRecord | undefined {
  return highest(versions.filter(isStable)) ?? highest(versions);
}

/** The release that a new version is compared with: the highest stable one below it. */
export function predecessorOf(versions: readonly VersionRecord[], version: string): VersionRecord | undefined {
  return highest(versions.filter((entry) => isStable(entry) && lt(entry.version, version)));
}

/** The lowest version after `previous` that the bump allows; before 1.0.0 major counts as minor and minor as patch. */
export function lowestAllowed(previous: string, bump: Bump): string {
  const before = parse(previous);
  if (before === null) throw new RegistryError("INVALID_VERSION", { version: previous });
  return inc(previous, before.major === 0 ? shifted(bump) : bump === "none" ? "patch" : bump) ?? previous;
}

/** Tells whether a version moves far enough; a pre-release counts as the version that it prepares. */
export function isHighEnough(version: string, previous: string, bump: Bump): boolean {
  const { major, minor, patch } = parse(version) ?? { major: 0, minor: 0, patch: 0 };
  return compare(`${major}.${minor}.${patch}`, lowestAllowed(previous, bump)) >= 0;
}

function shifted(bump: Bump): "minor" | "patch" {
  return bump === "major" ? "minor" : "patch";
}

function isStable(entry: VersionRecord): boolean {
  return prerelease(entry.version) === null;
}

function highest(versions: readonly VersionRecord[]): VersionRecord | undefined {
  return versions.reduce<VersionRecord | undefined>(
    (best, entry) => (best === undefined || gt(entry.version, best.version) ? entry : best),
    undefined,
  );
}
