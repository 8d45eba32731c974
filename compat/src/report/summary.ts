import type { Verdict } from "../policy/decide.ts";
import { changeText } from "./change-text.ts";

/** Counts things in words: `1 finding`, `2 findings`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** The result in one line. */
export function summaryOf({ findings, accepted, changes }: Verdict): string {
  const also = accepted.length === 0 ? "" : `, ${accepted.length} accepted`;
  if (findings.length > 0) return `${count(findings.length, "finding")}${also} in ${count(changes.length, "change")}.`;
  return changes.length === 0 ? "Nothing changed." : `No findings${also} in ${count(changes.length, "change")}.`;
}

const SHOWN = 3;

/** Which version comes next, and the first facts that demand it. */
export function bumpText({ bump, because }: Verdict): string {
  if (bump === "none") return "No release needed.";
  const facts = because.slice(0, SHOWN).map(changeText);
  const more = because.length > SHOWN ? `; and ${because.length - SHOWN} more` : "";
  return `Next release: ${bump}, because ${facts.join("; ")}${more}.`;
}
