import { CompatError } from "../errors.ts";
import { bufRules } from "../rules/buf-rules.ts";
import { replacementsOf } from "../rules/deprecated-ids.ts";
import type { Category, Rule } from "../rules/rule.ts";
import type { BreakingConfig } from "./breaking-config.ts";
import { badConfig } from "./shape.ts";

/** The rules that a configuration turns on, and what buf would say of deprecated ids. */
export interface Selection {
  readonly rules: readonly Rule[];
  /** Paths to ignore for single rules, by rule id. */
  readonly ignoreOnly: ReadonlyMap<string, readonly string[]>;
  readonly warnings: readonly string[];
}

const DEFAULT_CATEGORY: Category = "FILE";

/**
 * Resolves rule and category ids; `file` is the name of the configuration in warnings. Throws CompatError for an id that
 * this version of buf.yaml does not know, and when exceptions leave no rule, which would check nothing in silence.
 */
export function selectRules(config: BreakingConfig, file = "buf.yaml"): Selection {
  if (config.disableBuiltin || config.ignore.includes(".")) return NOTHING;
  if ([...config.ignoreOnly.values()].some((paths) => paths.includes(".")))
    throw badConfig('cannot specify "." as an ignore path');
  const resolve = (ids: readonly string[]) =>
    new Set(ids.filter((id) => id !== "").flatMap((id) => expand(id, config)));
  const used = resolve(config.use.some((id) => id !== "") ? config.use : [DEFAULT_CATEGORY]);
  const excepted = resolve(config.except);
  const ignoreOnly = new Map<string, string[]>();
  for (const [id, paths] of config.ignoreOnly)
    for (const rule of expand(id, config)) ignoreOnly.set(rule, [...(ignoreOnly.get(rule) ?? []), ...paths]);
  const rules = bufRules.filter(({ id }) => used.has(id) && !excepted.has(id));
  if (rules.length === 0) throw new CompatError("NO_RULES_LEFT", { file });
  return { rules, ignoreOnly, warnings: deprecations(config, file) };
}

const NOTHING: Selection = { rules: [], ignoreOnly: new Map(), warnings: [] };

function expand(id: string, { version }: BreakingConfig): readonly string[] {
  const known = bufRules.filter((rule) => rule.categories[version] !== undefined);
  if (known.some((rule) => rule.id === id)) return [id];
  const members = known.filter((rule) => rule.categories[version]?.some((category) => category === id));
  if (members.length > 0) return members.map((rule) => rule.id);
  const replacements = replacementsOf(id, version);
  if (replacements === undefined) throw new CompatError("UNKNOWN_RULE", { id });
  return replacements.filter((replacement) => known.some((rule) => rule.id === replacement));
}

function deprecations(config: BreakingConfig, file: string): string[] {
  const ids = new Set([...config.use, ...config.except, ...config.ignoreOnly.keys()]);
  return [...ids].sort().flatMap((id) => {
    const replacements = replacementsOf(id, config.version);
    return replacements === undefined ? [] : [deprecationOf(id, replacements, file)];
  });
}

function deprecationOf(id: string, replacements: readonly string[], file: string): string {
  const plural = replacements.length > 1 ? "rules" : "rule";
  const advice =
    replacements.length === 0 ? "" : ` It has been replaced by ${plural} ${[...replacements].sort().join(", ")}.`;
  return [
    `Rule ${id} referenced in your ${file} is deprecated.${advice}`,
    `\tAs with all buf changes, this change is backwards-compatible: ${id} will continue to work.`,
    `\tWe recommend replacing ${id} in your ${file}, but no action is immediately necessary.`,
  ].join("\n");
}
