import type { CompileOptions } from "./compile-options.ts";

/** Tells whether an input is wanted as it is: what narrows or reconfigures one is left to buf. */
export function isWhole(options: CompileOptions): boolean {
  const { paths = [], excludePaths = [], config, excludeImports, excludeSourceInfo, disableSymlinks } = options;
  const narrowed = paths.length + excludePaths.length > 0;
  return !narrowed && config === undefined && !excludeImports && !excludeSourceInfo && !disableSymlinks;
}
