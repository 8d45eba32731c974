export { type BreakingOptions, type BreakingResult, breaking } from "./breaking.ts";
export type { Change, ChangeKind, ChangeOf, Pair } from "./change.ts";
export { type BreakingConfig, defaultConfig } from "./config/breaking-config.ts";
export { readBreakingConfig } from "./config/read-breaking-config.ts";
export { diff } from "./diff.ts";
export { CompatError, type CompatErrorCode, errors, isCompatError } from "./errors.ts";
export type { Finding } from "./finding.ts";
export { judge } from "./judge.ts";
export type { Category, Rule } from "./rules/rule.ts";
