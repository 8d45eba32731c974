import { RegistryError } from "../errors.ts";

/** What a caller may do: read everything, publish what a pattern names, or everything. */
export type Scope = { readonly kind: "read" | "admin" } | { readonly kind: "publish"; readonly pattern: string };

const LONGEST = 128;
const PATTERN = /^[\w@.*/-]+$/;

/** Reads `read`, `admin` or `publish:PATTERN`; in a pattern `*` is anything but a slash, `**` anything. Throws INVALID_SCOPE. */
export function parseScope(text: string): Scope {
  if (text === "read" || text === "admin") return { kind: text };
  const pattern = text.startsWith("publish:") ? text.slice("publish:".length) : "";
  if (pattern === "" || pattern.length > LONGEST || !PATTERN.test(pattern))
    throw new RegistryError("INVALID_SCOPE", { scope: text });
  return { kind: "publish", pattern };
}

/** Writes a scope as parseScope reads it. */
export function scopeText(scope: Scope): string {
  return scope.kind === "publish" ? `publish:${scope.pattern}` : scope.kind;
}

/** Tells whether a scope allows publishing under a name: a module, a subject or a package without its `@`. */
export function allowsPublishing(scope: Scope, name: string): boolean {
  return scope.kind === "admin" || (scope.kind === "publish" && matches(scope.pattern, name));
}

const LONGEST_NAME = 512;

/** Follows all ways through the pattern at once, so that no pattern takes long. */
function matches(pattern: string, name: string): boolean {
  const tokens = pattern.match(/\*{1,2}|[^*]/gsu) ?? [];
  let places = withSkips(tokens, new Set([0]));
  for (const sign of name.slice(0, LONGEST_NAME)) {
    const next = [...places].flatMap((place) => after(tokens[place], sign, place));
    places = withSkips(tokens, new Set(next));
  }
  return places.has(tokens.length) && name.length <= LONGEST_NAME;
}

/** Where a sign leads: a wildcard stays, another token goes on when it is the sign. */
function after(token: string | undefined, sign: string, place: number): number[] {
  if (token === "**" || (token === "*" && sign !== "/")) return [place];
  return token === sign && token !== "*" ? [place + 1] : [];
}

/** A wildcard may stand for nothing. */
function withSkips(tokens: readonly string[], places: Set<number>): Set<number> {
  for (const place of places) if (tokens[place]?.startsWith("*")) places.add(place + 1);
  return places;
}
