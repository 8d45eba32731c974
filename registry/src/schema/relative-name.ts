import type { DescFile, DescMessage, Registry } from "@bufbuild/protobuf";

/** Where a name stands: within a message, or in a file outside of messages. */
export type Scope = DescMessage | DescFile;

/** The shortest spelling of a type's full name that means this type where it stands; with a leading dot when only that does. */
export function relativeName(fullName: string, scope: Scope, registry: Registry): string {
  const scopes = enclosing(scope);
  const spellings = scopes
    .filter((each) => each !== "" && fullName.startsWith(`${each}.`))
    .map((each) => fullName.slice(each.length + 1));
  const fits = [...spellings, fullName].find((spelling) => resolve(spelling, scopes, registry) === fullName);
  return fits ?? `.${fullName}`;
}

/** The scope's full name and those around it, innermost first; the last is the empty name. */
function enclosing(scope: Scope): string[] {
  const name = scope.kind === "message" ? scope.typeName : scope.proto.package;
  const parts = name === "" ? [] : name.split(".");
  return [...parts.map((_, at) => parts.slice(0, parts.length - at).join(".")), ""];
}

/** Finds what a spelling means: the innermost scope that knows its first part decides. */
function resolve(spelling: string, scopes: readonly string[], registry: Registry): string | undefined {
  const [first = ""] = spelling.split(".");
  const scope = scopes.find((each) => isKnown(each === "" ? first : `${each}.${first}`, registry));
  if (scope === undefined) return undefined;
  return scope === "" ? spelling : `${scope}.${spelling}`;
}

function isKnown(name: string, registry: Registry): boolean {
  return registry.get(name) !== undefined || packagesOf(registry).has(name);
}

const packages = new WeakMap<Registry, ReadonlySet<string>>();

/** All packages and the packages around them. */
function packagesOf(registry: Registry): ReadonlySet<string> {
  const known = packages.get(registry);
  if (known !== undefined) return known;
  const found = new Set<string>();
  for (const type of registry) {
    const parts = type.file.proto.package.split(".");
    for (let length = 1; length <= parts.length; length++) found.add(parts.slice(0, length).join("."));
  }
  packages.set(registry, found);
  return found;
}
