import type { Finding } from "../finding.ts";
import { bufRules } from "../rules/buf-rules.ts";
import { silentRules } from "../rules/silent-rules.ts";

const STORED_EVENT_RULES: ReadonlySet<string> = new Set(["EVENT_NO_DELETE", "EVENT_SAME_TOPIC", "EVENT_SAME_KEY"]);

/** Rules whose findings mean that stored bytes, or JSON, would be read otherwise. */
const storedRules = [...bufRules.filter((rule) => rule.categories.v2?.includes("WIRE_JSON")), ...silentRules];

/**
 * Tells whether a finding concerns stored bytes of a released event: its type is one of `stored`, and the facts it rests
 * on offend a rule of WIRE_JSON, silent corruption, topic or key; the rule of the finding itself may be a milder one.
 */
export function touchesStoredBytes({ rule, holder, changes }: Finding, stored: ReadonlySet<string>): boolean {
  const names =
    holder.kind === "file" ? holder.elements.messages.map((message) => message.fullName) : [holder.fullName];
  if (!names.some((name) => stored.has(name))) return false;
  if (STORED_EVENT_RULES.has(rule)) return true;
  return changes.some((change) =>
    storedRules.some(({ on, check }) => on.includes(change.kind) && check(change).length > 0),
  );
}
