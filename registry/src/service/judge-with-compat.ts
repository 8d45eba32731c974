import type { OpenFinding } from "@postel/compat";
import type { Judge, JudgedFinding } from "./judge.ts";

const FAR_AWAY = "9999-12-31";
const MOST_SHOWN = 100;
const MOST_CHANGES = 10_000;

/**
 * Judges a release by the compatibility rules. Source-level breaks were reviewed where the schemas are; here they demand a version. What
 * changes how stored events are read cannot be accepted by anybody: it is found by accepting everything and seeing what remains.
 */
export const judgeWithCompat: Judge = async (before, after, today) => {
  const { changeJson, changeText, check } = await import("@postel/compat");
  const options = { today: today.toISOString().slice(0, 10), excludeImports: true };
  const { findings, bump, because, changes } = check(before, after, options);
  const accepted = findings.map(({ rule, element }) => ({ rule, element, reason: "asked", expires: FAR_AWAY }));
  const final = findings.length === 0 ? [] : check(before, after, { ...options, accepted }).findings;
  return {
    bump,
    because: because.slice(0, MOST_SHOWN).map(changeText),
    findings: (final.length > 0 ? final : findings).slice(0, MOST_SHOWN).map(judged),
    changes: changes.slice(0, MOST_CHANGES).map(changeJson),
    isFinal: final.length > 0,
  };
};

function judged({ rule, path = "", line, column, message }: OpenFinding): JudgedFinding {
  return { rule, path, line, column, message };
}
