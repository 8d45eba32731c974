import type { FileElement } from "../schema/elements.ts";
import type { BreakingConfig } from "./breaking-config.ts";
import type { Selection } from "./select-rules.ts";

/** Tells whether complaints of a rule about a file are not wanted. */
export type IsIgnored = (rule: string, file: FileElement) => boolean;

/** Reads what a configuration ignores: paths, paths for one rule, unstable packages and, on demand, imports. */
export function ignores(config: BreakingConfig, selection: Selection, excludeImports: boolean): IsIgnored {
  return (rule, file) =>
    (excludeImports && file.isImport) ||
    covers(config.ignore, file.path) ||
    covers(selection.ignoreOnly.get(rule) ?? [], file.path) ||
    (config.ignoreUnstablePackages && isUnstable(file.package));
}

/** Tells whether a path is one of these files or lies in one of these folders. */
function covers(paths: readonly string[], path: string): boolean {
  return paths.some((ignored) => ignored === "." || path === ignored || path.startsWith(`${ignored}/`));
}

const UNSTABLE = /\.v[1-9]\d*(test.*|(p[1-9]\d*)?(alpha|beta)([1-9]\d*)?)$/;

/** Tells whether a package is an alpha, beta or test version; a package of one part alone is none. */
export function isUnstable(name: string): boolean {
  return UNSTABLE.test(name);
}
