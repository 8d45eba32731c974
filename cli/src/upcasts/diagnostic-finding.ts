import type { ReportedFinding } from "@postel/compat";
import type { Diagnostic } from "../release/compile-code.ts";
import { upcastCompilesRule } from "../rules/upcast-rules.ts";

/** Of a module that cannot be found. */
const NO_MODULE = "TS2307";
const NEXT_NO_MODULE =
  "Import what stands beside it: generated files (`./order_placed_pb.js`) and other `*.upcast.ts`, or @bufbuild/protobuf; nothing else is released with upcasters.";

/** What TypeScript objects to, as a finding at the line that a person wrote. */
export function diagnosticFinding({ path, line, column, code, message }: Diagnostic): ReportedFinding {
  const written = path.replace(/^gen\//, "");
  return {
    rule: upcastCompilesRule.id,
    message: `${message} (${code})`,
    element: written,
    ...{ path: written, line, column, endLine: line, endColumn: column },
    next: code === NO_MODULE ? NEXT_NO_MODULE : upcastCompilesRule.next,
    changes: [],
  };
}
