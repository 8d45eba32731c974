import { createHash } from "node:crypto";
import type { OpenFinding, Verdict } from "../policy/decide.ts";
import { printableJson } from "./printable.ts";

/** Prints findings as a GitLab code quality report; its `path` may not be missing, so deleted files stand where they were. */
export function gitlabReport({ findings, accepted }: Verdict): string {
  const issues = [
    ...findings.map((finding) => issue(finding, finding.rule.startsWith("SILENT_") ? "blocker" : "major")),
    ...accepted.map((finding) => issue(finding, "info")),
  ];
  return printableJson(issues);
}

function issue({ rule, element, message, example, path, line, was }: OpenFinding, severity: string) {
  const location = { path: path ?? was?.path ?? element, lines: { begin: Math.max(1, line) } };
  return {
    description: example === undefined ? message : `${message} ${example}`,
    check_name: rule,
    fingerprint: createHash("sha256").update([rule, element, message].join("\0")).digest("hex"),
    severity,
    location,
  };
}
