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

/** Prints a verdict. */
export function report(verdict: Verdict, format: Format): string {
  return REPORTS[format](verdict);
}
