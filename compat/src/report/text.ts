import { NO_PATH } from "../annotations/annotation.ts";
import type { AcceptedFinding, OpenFinding, Verdict } from "../policy/decide.ts";
import { printable, printableLine } from "./printable.ts";
import { bumpText, summaryOf } from "./summary.ts";

/** Prints a verdict for a terminal: each finding with what it means and what to do, then the next version. */
export function textReport(verdict: Verdict): string {
  const blocks = [
    ...verdict.findings.map(findingText),
    ...verdict.accepted.map(acceptedText),
    ...verdict.unused.map(
      ({ rule, element }) => `accepted break ${rule} ${element}: nothing needs it any more; remove it.`,
    ),
  ];
  return [...blocks, `${summaryOf(verdict)}\n${bumpText(verdict)}`].map((block) => `${printable(block)}\n`).join("\n");
}

function findingText(finding: OpenFinding): string {
  const { rule, message, example, next, refused } = finding;
  return [
    `${placeText(finding)}: ${rule}`,
    `  ${message}`,
    ...(example === undefined ? [] : [`  ${example}`]),
    ...(refused === undefined ? [] : [`  The acceptance does not hold: ${refused}.`]),
    `  next: ${next}`,
  ].join("\n");
}

function acceptedText(finding: AcceptedFinding): string {
  const { rule, message, accepted } = finding;
  return `${placeText(finding)}: ${rule} (accepted until ${accepted.expires}: ${accepted.reason})\n  ${message}`;
}

/** `path:line:column`; where nothing is left of it, where it was. */
function placeText({ path, line, column, was }: OpenFinding): string {
  if (path !== undefined) return `${printableLine(path)}:${line}:${column}`;
  return was === undefined ? NO_PATH : `${printableLine(was.path)} (deleted)`;
}
