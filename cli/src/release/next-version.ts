import { inc, lt } from "semver";

/** What a change demands of the next version; `none` demands no release. */
export type Bump = "major" | "minor" | "patch" | "none";

/** The version of a module's first release. */
export const FIRST_VERSION = "1.0.0";

/**
 * The semver that follows the latest release, or undefined when nothing changed.
 * Before 1.0.0 a major is a minor and a minor is a patch, as npm's caret ranges have it.
 */
export function nextVersion(latest: string | undefined, bump: Bump): string | undefined {
  if (latest === undefined) return FIRST_VERSION;
  if (bump === "none") return undefined;
  return inc(latest, lt(latest, "1.0.0") ? beforeOne(bump) : bump) ?? undefined;
}

function beforeOne(bump: Exclude<Bump, "none">): Exclude<Bump, "none"> {
  return bump === "major" ? "minor" : "patch";
}
