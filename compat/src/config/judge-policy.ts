import type { Change } from "../change.ts";
import type { Finding } from "../finding.ts";
import { judge } from "../judge.ts";
import type { BreakingConfig } from "./breaking-config.ts";
import { ignores } from "./ignores.ts";
import { selectRules } from "./select-rules.ts";

/** A policy file of buf: the name that the buf.yaml gives it, and its `breaking` section. */
export interface Policy {
  readonly name: string;
  readonly config: BreakingConfig;
}

/** Applies the rules of a policy; its name stands in every finding. Throws CompatError for an unknown id. */
export function judgePolicy(
  changes: readonly Change[],
  { name, config }: Policy,
  excludeImports: boolean,
): { readonly findings: readonly Finding[]; readonly warnings: readonly string[] } {
  const selection = selectRules(config, name);
  const findings = judge(changes, selection.rules, ignores(config, selection, excludeImports));
  return { findings: findings.map((finding) => ({ ...finding, policy: name })), warnings: selection.warnings };
}
