import type { PackageVersion } from "../store/package-store.ts";

/** All versions of a package, as npm clients read them; `base` is the address that they reach this face under. */
export function packument(
  name: string,
  versions: readonly PackageVersion[],
  tags: Record<string, string>,
  base: string,
) {
  const times = versions.map((version) => [version.version, new Date(version.createdAt).toISOString()] as const);
  return {
    _id: name,
    name,
    "dist-tags": tags,
    versions: Object.fromEntries(versions.map((version) => [version.version, manifestOf(name, version, base)])),
    time: {
      created: times[0]?.[1],
      modified: times.at(-1)?.[1],
      ...Object.fromEntries(times),
    },
  };
}

/** One version's manifest with where its tarball is. */
export function manifestOf(name: string, { version, manifest, integrity, shasum }: PackageVersion, base: string) {
  const dist = { integrity, shasum, tarball: `${base}/${name}/-/${tarballName(name, version)}` };
  return { ...(JSON.parse(manifest) as Record<string, unknown>), _id: `${name}@${version}`, dist };
}

/** `@shop/orders` 1.0.0 is `orders-1.0.0.tgz`. */
export function tarballName(name: string, version: string): string {
  return `${name.slice(name.lastIndexOf("/") + 1)}-${version}.tgz`;
}
