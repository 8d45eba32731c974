import type { AcceptedFinding, OpenFinding, Verdict } from "../policy/decide.ts";
import { changeJson } from "./change-json.ts";
import { changeText } from "./change-text.ts";
import { printableJson } from "./printable.ts";

/** Prints a verdict as one JSON document; `version` counts its shape, documented in docs/check-json.md. */
export function jsonReport(verdict: Verdict): string {
  return printableJson({ version: verdict.version, ...verdictJson(verdict) });
}

/** Turns a verdict into data, as a module of docs/check-json.md. */
export function verdictJson({ findings, accepted, unused, changes, bump, because }: Verdict) {
  return {
    ok: findings.length === 0,
    bump,
    because: because.map(changeJson),
    findings: findings.map(findingJson),
    accepted: accepted.map(findingJson),
    unused,
    changes: changes.map(changeJson),
  };
}

function findingJson(finding: OpenFinding | AcceptedFinding) {
  const { rule, message, element, path, line, column, endLine, endColumn, was, example, next } = finding;
  return {
    rule,
    message,
    element,
    ...(path !== undefined && { path, line, column, endLine, endColumn }),
    ...(was && { was: { path: was.path, line: was.line, column: was.column } }),
    ...(example !== undefined && { example }),
    next,
    ...("refused" in finding && { refused: finding.refused }),
    ...("accepted" in finding && { reason: finding.accepted.reason, expires: finding.accepted.expires }),
    facts: finding.changes.map(changeText),
  };
}
