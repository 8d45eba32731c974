import { expect, it } from "vitest";
import { upcastCompilesRule } from "../rules/upcast-rules.ts";
import { diagnosticFinding } from "./diagnostic-finding.ts";

const diagnostic = { path: "gen/shop/v2/e.upcast.ts", line: 3, column: 5, code: "TS2322", message: "No." };

it("stands at the line that a person wrote", () => {
  expect(diagnosticFinding(diagnostic)).toEqual({
    rule: "EVENT_UPCAST_COMPILES",
    message: "No. (TS2322)",
    element: "shop/v2/e.upcast.ts",
    ...{ path: "shop/v2/e.upcast.ts", line: 3, column: 5, endLine: 3, endColumn: 5 },
    next: upcastCompilesRule.next,
    changes: [],
  });
});

it("says what may be imported when a module is not there", () => {
  expect(diagnosticFinding({ ...diagnostic, code: "TS2307" }).next).toContain("@bufbuild/protobuf");
});

it("knows a stub", () => {
  const message = "Cannot find name 'write_unit_of_Line'. Did you mean 'x'?";
  expect(diagnosticFinding({ ...diagnostic, code: "TS2304", message })).toMatchObject({
    message: "The function is a stub: nobody has written it yet.",
    next: expect.stringMatching(/^Return the field's value/),
  });
  const other = diagnosticFinding({ ...diagnostic, code: "TS2304", message: "Cannot find name 'writeIt'." });
  expect(other.message).toBe("Cannot find name 'writeIt'. (TS2304)");
});
