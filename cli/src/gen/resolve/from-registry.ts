import { satisfies } from "semver";
import { CliError } from "../../errors.ts";
import { packageName } from "../../release/package-names.ts";
import type { Registry, Released } from "../../sources/registry.ts";
import { hint } from "../closest.ts";
import type { WantedModule } from "../config/gen-config.ts";
import type { LockedModule } from "../lock/gen-lock.ts";
import { contentDigest } from "./content-digest.ts";
import type { ReleaseCache } from "./release-cache.ts";
import type { ResolvedModule } from "./resolved-module.ts";

/** How much `gen.lock` decides. */
export interface Pinning {
  /** Take the highest release in each range, whatever is pinned. */
  readonly update: boolean;
  /** Take nothing but what is pinned. */
  readonly frozen: boolean;
  /** Ask no registry: everything is pinned and cached, or it is an error. */
  readonly offline: boolean;
}

/** What releases are read from. */
export interface ReleaseShelves {
  readonly registry: Registry;
  readonly cache: ReleaseCache;
}

/** Finds the release of a module that is pinned, or else the highest in its range. */
export async function fromRegistry(
  wanted: WantedModule,
  locked: LockedModule | undefined,
  pinning: Pinning,
  shelves: ReleaseShelves,
): Promise<ResolvedModule> {
  const pinned = pinning.update ? undefined : pinnedVersion(wanted, locked);
  if (pinned === undefined && pinning.frozen) throw drift(wanted, locked);
  const released = await find(wanted, pinned, pinning, shelves);
  const { version, digest } = released.release;
  if (pinned !== undefined && digest !== pinned.digest) throw changed(wanted.name, version, shelves.registry.url);
  return {
    wanted,
    version,
    packageName: npmName(released.release.packageName) ?? packageName(wanted.name),
    digest,
    set: released.set,
  };
}

/** A name as npm has it; a registry may send anything, and the name ends up in code. */
function npmName(name: string): string | undefined {
  return /^(@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*$/.test(name) ? name : undefined;
}

interface Pinned {
  readonly version: string;
  readonly digest: string;
}

function pinnedVersion({ range }: WantedModule, locked: LockedModule | undefined): Pinned | undefined {
  if (locked?.version === undefined || !satisfies(locked.version, range, { includePrerelease: true })) return undefined;
  return { version: locked.version, digest: locked.digest };
}

async function find(
  wanted: WantedModule,
  pinned: Pinned | undefined,
  { offline }: Pinning,
  { registry, cache }: ReleaseShelves,
): Promise<Released> {
  const cached = pinned && (await cache.read(pinned.digest));
  if (cached !== undefined) return cached;
  const { name, range } = wanted;
  if (offline) throw new CliError("NOT_CACHED", { release: `${name} ${pinned?.version ?? range}` });
  const found = await registry.find(name, pinned?.version ?? range);
  if (found === undefined) throw await missing(wanted, pinned, registry);
  if (contentDigest(found) !== found.release.digest) throw changed(name, found.release.version, registry.url);
  await cache.write(found);
  return found;
}

async function missing({ name, range, place }: WantedModule, pinned: Pinned | undefined, registry: Registry) {
  const versions = (await registry.releases(name)).map(({ version }) => version);
  if (versions.length === 0)
    return new CliError(
      "GEN_MODULE_UNKNOWN",
      { module: name, source: `the registry at ${registry.url}` },
      { where: place, why: hint(name, await registry.modules()) },
    );
  return new CliError(
    "RELEASE_UNKNOWN",
    { module: name, range: pinned?.version ?? range, url: registry.url },
    { where: place, why: `there are ${versions.slice(0, 8).join(", ")}` },
  );
}

function drift({ name, range, place }: WantedModule, locked: LockedModule | undefined): CliError {
  const pinned = locked === undefined ? "pins no release of it" : `pins ${locked.version ?? "no release"}`;
  return new CliError(
    "GEN_LOCK_DRIFT",
    {},
    { where: place, why: `${name} is wanted as ${range}, and gen.lock ${pinned}` },
  );
}

function changed(module: string, version: string, url: string): CliError {
  return new CliError("RELEASE_CHANGED", { module, version, url });
}
