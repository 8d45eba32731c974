import type { ReportedFinding } from "../finding.ts";
import type { Verdict } from "../policy/decide.ts";

/** Turns the paths of all findings into those that people see. */
export function withExternalPaths(verdict: Verdict, show: (path: string) => string): Verdict {
  const shown = <F extends ReportedFinding>(finding: F): F => ({
    ...finding,
    ...(finding.path !== undefined && { path: show(finding.path) }),
    ...(finding.was && { was: { ...finding.was, path: show(finding.was.path) } }),
  });
  return { ...verdict, findings: verdict.findings.map(shown), accepted: verdict.accepted.map(shown) };
}
