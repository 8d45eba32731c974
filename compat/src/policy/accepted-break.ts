import { CompatError } from "../errors.ts";
import { rules } from "../rules.ts";

/** A break that was reviewed and accepted. */
export interface AcceptedBreak {
  readonly rule: string;
  /** Full name of the element, as the finding tells it. */
  readonly element: string;
  readonly reason: string;
  /** Last day of the acceptance, as YYYY-MM-DD. */
  readonly expires: string;
}

/** Reads a parsed `accepted-breaks.yaml`: a list, or a mapping with `accepted`. Throws CompatError naming the bad entry. */
export function readAcceptedBreaks(document: unknown): AcceptedBreak[] {
  const list = isMapping(document) ? (document.accepted ?? []) : (document ?? []);
  if (!Array.isArray(list)) throw bad(0, "expected a list of entries");
  return list.map((entry: unknown, index) => {
    if (!isMapping(entry)) throw bad(index + 1, "expected a mapping with rule, element, reason and expires");
    const text = (key: string) => {
      const value = entry[key];
      if (typeof value === "string" && value.trim() !== "") return value.trim();
      throw bad(index + 1, `${key} is missing; every accepted break says rule, element, reason and expires`);
    };
    const expires = text("expires");
    const rule = text("rule");
    if (rules.every(({ id }) => id !== rule))
      throw bad(
        index + 1,
        `there is no rule ${JSON.stringify(rule)} whose findings could be accepted; \`postel rules\` lists all`,
      );
    if (!isDay(expires)) throw bad(index + 1, `expires is ${JSON.stringify(expires)}; write a day as "YYYY-MM-DD"`);
    return { rule, element: text("element"), reason: text("reason"), expires };
  });
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isDay(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text)
  );
}

function bad(index: number, problem: string): CompatError {
  return new CompatError("BAD_ACCEPTED_BREAK", { index: String(index), problem });
}
