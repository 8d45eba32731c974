import type { ReportedFinding } from "@postel/compat";
import type { DescriptorSet } from "@postel/proto";
import { compileCode, type Diagnostic } from "../release/compile-code.ts";
import { generateCode } from "../release/generate-code.ts";
import { upcastInvalidRule } from "../rules/upcast-rules.ts";
import type { UpcastFiles } from "./upcast-files.ts";

/** Neither name nor version matters to TypeScript. */
const UNRELEASED = { module: "unreleased", version: "0.0.0", events: [] };

/** Compiles hand-written upcasters against the code of both majors; what TypeScript objects to are findings. */
export async function typeCheckUpcasts(set: DescriptorSet, upcasts: UpcastFiles): Promise<ReportedFinding[]> {
  const code = await generateCode({ ...UNRELEASED, set, upcasts });
  const compiled = await compileCode(code);
  return compiled.kind === "ok" ? [] : compiled.diagnostics.map(diagnosticFinding);
}

/** What TypeScript objects to, as a finding at the line that a person wrote. */
export function diagnosticFinding({ path, line, column, code, message }: Diagnostic): ReportedFinding {
  const written = path.replace(/^gen\//, "");
  return {
    rule: upcastInvalidRule.id,
    message: `${message} (${code})`,
    element: written,
    ...{ path: written, line, column, endLine: line, endColumn: column },
    next: upcastInvalidRule.next,
    changes: [],
  };
}
