import { validRange } from "semver";

/** A package.json, or what a client makes of it. */
export type Manifest = Readonly<Record<string, unknown>>;

/**
 * Finds a dependency in which the manifest that a client sends differs from the tarball's package.json: installers follow the one, people read
 * the other. What clients rewrite on the way is no difference: optional dependencies told once, bundled ones added, addresses spelt out.
 */
export function differingDependency(sent: Manifest, packed: Manifest): string | undefined {
  const bundled = new Set([...strings(packed.bundleDependencies), ...strings(packed.bundledDependencies)]);
  return (
    differing(installed(sent), installed(packed), bundled) ??
    differing(ranges(sent.peerDependencies), ranges(packed.peerDependencies), bundled)
  );
}

function differing(
  sent: ReadonlyMap<string, unknown>,
  packed: ReadonlyMap<string, unknown>,
  mayBeAdded: ReadonlySet<string>,
): string | undefined {
  const added = sent.keys().find((name) => !packed.has(name) && !mayBeAdded.has(name));
  const changed = packed.entries().find(([name, range]) => !sent.has(name) || !isSame(sent.get(name), range));
  return added ?? changed?.[0];
}

/** Addresses of repositories and files are spelt in many ways; ranges are compared by what they mean. */
function isSame(one: unknown, other: unknown): boolean {
  const [first, second] = [validRange(String(one)), validRange(String(other))];
  return first === second || (first === null && second === null);
}

function installed({ dependencies, optionalDependencies }: Manifest): Map<string, unknown> {
  return new Map([...ranges(dependencies), ...ranges(optionalDependencies)]);
}

function ranges(value: unknown): Map<string, unknown> {
  const isMapping = typeof value === "object" && value !== null && !Array.isArray(value);
  return new Map(isMapping ? Object.entries(value) : strings(value).map((text) => pair(text)));
}

/** An old spelling: a list of `name` or `name range`. */
function pair(text: string): [string, unknown] {
  const [name = "", ...range] = text.trim().split(/\s+/);
  return [name, range.join(" ")];
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
