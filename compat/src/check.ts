import type { DescriptorSet } from "@postel/proto";
import type { Change } from "./change.ts";
import { type BreakingConfig, defaultConfig } from "./config/breaking-config.ts";
import { ignores } from "./config/ignores.ts";
import { judgePolicy, type Policy } from "./config/judge-policy.ts";
import { selectRules } from "./config/select-rules.ts";
import { diff } from "./diff.ts";
import type { Finding } from "./finding.ts";
import { judge } from "./judge.ts";
import { checkLevel, type Release } from "./levels/check-level.ts";
import type { Level } from "./levels/level.ts";
import type { AcceptedBreak } from "./policy/accepted-break.ts";
import { decide, type Verdict } from "./policy/decide.ts";
import { storedTypes } from "./policy/stored-types.ts";
import { touchesStoredBytes } from "./policy/touches-stored-bytes.ts";
import { ownRules } from "./rules.ts";
import { openSchema } from "./schema/schema.ts";

/** What a check needs beside the two sets. */
export interface CheckOptions {
  /** The `breaking` section of the module's buf.yaml. */
  readonly config?: BreakingConfig;
  /** The policies that the buf.yaml names. */
  readonly policies?: readonly Policy[];
  readonly accepted?: readonly AcceptedBreak[];
  /** Today as YYYY-MM-DD; accepted breaks expire by it. */
  readonly today: string;
  /** Say nothing about files that are only imported. */
  readonly excludeImports?: boolean;
  /** Also hold this level over `releases`, oldest first; without releases, over `before`. */
  readonly level?: Level;
  readonly releases?: readonly Release[];
}

/** Rules that are about stored events alone. */
const ONLY_STORED: ReadonlySet<string> = new Set(["EVENT_NO_DELETE", "EVENT_RULE_TIGHTENED"]);

/**
 * Judges what is about to be released against what was: buf's rules as configured, silent corruption, events, accepted
 * breaks and the bump. Throws CompatError for an unknown rule id or an unreadable file.
 */
export function check(before: DescriptorSet, after: DescriptorSet, options: CheckOptions): Verdict {
  const config = options.config ?? defaultConfig;
  const selection = selectRules(config);
  const changes = diff(before, after, { comments: true });
  const isIgnored = ignores(config, selection, options.excludeImports ?? false);
  const stored = lazy(() => storedTypes(openSchema(before), options.today));
  const findings = judge(changes, [...selection.rules, ...ownRules], isIgnored).filter(
    (finding) => !ONLY_STORED.has(finding.rule) || stored().has(finding.holder.fullName),
  );
  return decide({
    changes,
    findings: [...findings, ...policyFindings(changes, findings, options), ...levelFindings(before, after, options)],
    accepted: options.accepted ?? [],
    today: options.today,
    touchesStoredBytes: (finding: Finding) => touchesStoredBytes(finding, stored()),
  });
}

/** What policies find beyond the buf.yaml's own rules. */
function policyFindings(changes: readonly Change[], known: readonly Finding[], options: CheckOptions): Finding[] {
  const place = ({ rule, path, line, column, message }: Finding) => JSON.stringify([rule, path, line, column, message]);
  const told = new Set(known.map(place));
  return (options.policies ?? [])
    .flatMap((policy) => judgePolicy(changes, policy, options.excludeImports ?? false).findings)
    .filter((finding) => !told.has(place(finding)));
}

function levelFindings(before: DescriptorSet, after: DescriptorSet, options: CheckOptions): Finding[] {
  const releases = options.releases ?? [{ version: "the base", set: before }];
  return options.level === undefined ? [] : checkLevel(options.level, releases, after);
}

function lazy<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
