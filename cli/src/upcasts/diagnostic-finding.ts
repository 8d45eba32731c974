import type { ReportedFinding } from "@postel/compat";
import type { Diagnostic } from "../release/compile-code.ts";
import { upcastCompilesRule } from "../rules/upcast-rules.ts";

/** What TypeScript objects to, as a finding at the line that a person wrote. */
export function diagnosticFinding({ path, line, column, code, message }: Diagnostic): ReportedFinding {
  const written = path.replace(/^gen\//, "");
  return {
    rule: upcastCompilesRule.id,
    message: `${message} (${code})`,
    element: written,
    ...{ path: written, line, column, endLine: line, endColumn: column },
    next: upcastCompilesRule.next,
    changes: [],
  };
}
