import type { ReportedFinding } from "@postel/compat";
import type { Problem } from "@postel/compiler";

/** What a compiler or linter says, as a finding; its rule is `COMPILE` or the linter's. */
export function problemFinding({ path, rule, message, ...place }: Problem): ReportedFinding {
  const next =
    rule === "COMPILE" ? "Correct the .proto file." : `Correct it, or turn ${rule} off under \`lint\` in buf.yaml.`;
  return { rule, message, element: path, ...(path !== "" && { path }), ...place, next, changes: [] };
}
