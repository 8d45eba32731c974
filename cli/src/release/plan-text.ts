import type { Io } from "../terminal/io.ts";
import type { PlannedFinding, ReleasePlan } from "./plan-release.ts";

const MOST_REASONS = 5;

/** Says what a release will do, or what stands in its way. */
export function planText(plan: ReleasePlan, paint: Io["paint"]): string {
  switch (plan.kind) {
    case "blocked":
      return blockedText(plan.module, plan.findings, paint);
    case "unchanged":
      return `${paint("bold", `${plan.module} ${plan.version}`)}: nothing changed, nothing to release\n`;
    case "release": {
      const { module, previousVersion, version, bump, because, packageName } = plan;
      const isFirst = previousVersion === undefined;
      const name = paint("bold", isFirst ? `${module} ${version}` : `${module} ${previousVersion} -> ${version}`);
      const reasons = because.slice(0, MOST_REASONS).map((reason) => `  because ${reason}\n`);
      const more = because.length > MOST_REASONS ? `  and ${because.length - MOST_REASONS} more\n` : "";
      return `${name}${isFirst ? "" : ` (${bump})`}, package ${packageName}\n${reasons.join("")}${more}`;
    }
  }
}

/** Says why a module cannot be released. */
export function blockedText(module: string, findings: readonly PlannedFinding[], paint: Io["paint"]): string {
  const count = `${findings.length} ${findings.length === 1 ? "finding" : "findings"}`;
  return `${findings.map(findingText).join("\n")}\n${paint("red", `${module} is not released: ${count}.`)}\n`;
}

function findingText({ rule, message, path, line, column, example, next }: PlannedFinding): string {
  return [
    `${path === undefined ? "" : `${path}:${line}:${column}: `}${rule}`,
    `  ${message}`,
    ...(example === undefined ? [] : [`  ${example}`]),
    `  next: ${next}`,
    "",
  ].join("\n");
}
