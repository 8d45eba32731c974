import { bufRules } from "./rules/buf-rules.ts";
import { eventRules } from "./rules/event-rules.ts";
import type { Rule } from "./rules/rule.ts";
import { silentRules } from "./rules/silent-rules.ts";

/** Rules that no configuration of buf can turn off: silent corruption and events. */
export const ownRules: readonly Rule[] = [...silentRules, ...eventRules];

/** Every rule there is, buf's first. */
export const rules: readonly Rule[] = [...bufRules, ...ownRules];
