import type { ReportedFinding } from "@postel/compat";
import type { Diagnostic } from "../release/compile-code.ts";
import { upcastCompilesRule } from "../rules/upcast-rules.ts";

/** Of a module that cannot be found. */
const NO_MODULE = "TS2307";
const NEXT_NO_MODULE =
  "Import what stands beside it: generated files (`./order_placed_pb.js`) and other `*.upcast.ts`, or @bufbuild/protobuf; nothing else is released with upcasters.";

/** A stub returns a name that does not exist. */
const STUB = /^Cannot find name 'write_\w+'/;
const NEXT_STUB = "Return the field's value for an old event; the comment above the stub names other ways out.";

/** What TypeScript objects to, as a finding at the line that a person wrote. */
export function diagnosticFinding({ path, line, column, code, message }: Diagnostic): ReportedFinding {
  const isStub = STUB.test(message);
  const written = path.replace(/^gen\//, "");
  return {
    rule: upcastCompilesRule.id,
    message: isStub ? "The function is a stub: nobody has written it yet." : `${message} (${code})`,
    element: written,
    ...{ path: written, line, column, endLine: line, endColumn: column },
    next: isStub ? NEXT_STUB : code === NO_MODULE ? NEXT_NO_MODULE : upcastCompilesRule.next,
    changes: [],
  };
}
