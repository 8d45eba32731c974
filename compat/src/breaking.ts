import type { DescriptorSet } from "@postel/proto";
import { compareAnnotations } from "./annotations/annotation.ts";
import { type BreakingConfig, defaultConfig } from "./config/breaking-config.ts";
import { ignores } from "./config/ignores.ts";
import { judgePolicy, type Policy } from "./config/judge-policy.ts";
import { selectRules } from "./config/select-rules.ts";
import { diff } from "./diff.ts";
import type { Finding } from "./finding.ts";
import { judge } from "./judge.ts";
import { onlyPaths } from "./schema/only-paths.ts";

/** How `buf breaking` is to look at two sets. */
export interface BreakingOptions {
  readonly config?: BreakingConfig;
  /** The policies that the buf.yaml names, each with rules of its own. */
  readonly policies?: readonly Policy[];
  /** Say nothing about files that are only imported. */
  readonly excludeImports?: boolean;
  /** Look only at files that the newer set has, and at what they import; other deleted files then go unseen. */
  readonly limitToInputFiles?: boolean;
}

/** What `buf breaking` would print. */
export interface BreakingResult {
  readonly findings: readonly Finding[];
  readonly warnings: readonly string[];
}

/** Gives exactly the findings of `buf breaking` for one module. Throws CompatError for an unknown id or an unreadable file. */
export function breaking(before: DescriptorSet, after: DescriptorSet, options: BreakingOptions = {}): BreakingResult {
  const { config = defaultConfig, policies = [], excludeImports = false } = options;
  const selection = selectRules(config);
  // No rule of buf's asks what a custom option says.
  const changes = diff(options.limitToInputFiles ? limit(before, after) : before, after, { optionValues: false });
  const findings = judge(changes, selection.rules, ignores(config, selection, excludeImports));
  const asked = policies.map((policy) => judgePolicy(changes, policy, excludeImports));
  const isIdle = config.disableBuiltin && policies.length === 0;
  return {
    findings: [...findings, ...asked.flatMap((each) => each.findings)].sort(compareAnnotations),
    warnings: [...(isIdle ? [NO_RULES] : selection.warnings), ...asked.flatMap((each) => each.warnings)],
  };
}

const NO_RULES = "No breaking rules are configured in buf.yaml.";

function limit(before: DescriptorSet, after: DescriptorSet): DescriptorSet {
  return onlyPaths(before, new Set(after.files.map((file) => file.path)));
}
