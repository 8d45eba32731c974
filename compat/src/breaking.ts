import type { DescriptorSet } from "@postel/proto";
import { type BreakingConfig, defaultConfig } from "./config/breaking-config.ts";
import { ignores } from "./config/ignores.ts";
import { selectRules } from "./config/select-rules.ts";
import { diff } from "./diff.ts";
import type { Finding } from "./finding.ts";
import { judge } from "./judge.ts";

/** How `buf breaking` is to look at two sets. */
export interface BreakingOptions {
  readonly config?: BreakingConfig;
  /** Say nothing about files that are only imported. */
  readonly excludeImports?: boolean;
  /** Look only at files that the newer set has; deletions of files then go unseen. */
  readonly limitToInputFiles?: boolean;
}

/** What `buf breaking` would print. */
export interface BreakingResult {
  readonly findings: readonly Finding[];
  readonly warnings: readonly string[];
}

/** Gives exactly the findings of `buf breaking` for one module. Throws CompatError for an unknown id or an unreadable file. */
export function breaking(before: DescriptorSet, after: DescriptorSet, options: BreakingOptions = {}): BreakingResult {
  const config = options.config ?? defaultConfig;
  const selection = selectRules(config);
  const base = options.limitToInputFiles ? limit(before, after) : before;
  const isIgnored = ignores(config, selection, options.excludeImports ?? false);
  return { findings: judge(diff(base, after), selection.rules, isIgnored), warnings: selection.warnings };
}

function limit(before: DescriptorSet, after: DescriptorSet): DescriptorSet {
  const paths = new Set(after.files.map((file) => file.path));
  return { files: before.files.filter((file) => paths.has(file.path)) };
}
