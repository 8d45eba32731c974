import type { ReportedFinding } from "./finding.ts";
import type { Verdict } from "./policy/decide.ts";
import { githubActionsReport } from "./report/github-actions.ts";
import { gitlabReport } from "./report/gitlab.ts";
import { jsonReport } from "./report/json.ts";
import { junitReport } from "./report/junit.ts";
import { markdownReport } from "./report/markdown.ts";
import { sarifReport } from "./report/sarif.ts";
import { textReport } from "./report/text.ts";

const REPORTS = {
  text: textReport,
  json: jsonReport,
  "github-actions": githubActionsReport,
  markdown: markdownReport,
  junit: junitReport,
  gitlab: gitlabReport,
  sarif: sarifReport,
} satisfies Record<string, (verdict: Verdict) => string>;

/** The formats of a report. */
export type Format = keyof typeof REPORTS;

/** The names of all formats. */
export const formats = Object.keys(REPORTS) as Format[];

/** Prints a verdict. `externalPath` makes the path that people see of the path within the module. */
export function report(verdict: Verdict, format: Format, externalPath?: (path: string) => string): string {
  return REPORTS[format](externalPath === undefined ? verdict : withPaths(verdict, externalPath));
}

function withPaths(verdict: Verdict, externalPath: (path: string) => string): Verdict {
  const moved = <F extends ReportedFinding>(finding: F): F => ({
    ...finding,
    ...(finding.path !== undefined && { path: externalPath(finding.path) }),
    ...(finding.was && { was: { ...finding.was, path: externalPath(finding.was.path) } }),
  });
  return { ...verdict, findings: verdict.findings.map(moved), accepted: verdict.accepted.map(moved) };
}
