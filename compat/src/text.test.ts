import fc from "fast-check";
import { expect, it } from "vitest";
import { compareText, printReal, quote, quoteAll } from "./text.ts";

it("quotes as Go does", () => {
  expect(quote('a "b" \\ é 日')).toBe('"a \\"b\\" \\\\ é 日"');
  expect(quote("\u0007\b\f\n\r\t\v\0\x7f")).toBe('"\\a\\b\\f\\n\\r\\t\\v\\x00\\x7f"');
  expect(quote("\u00a0\u200b\ufeff\u{e0001}")).toBe('"\\u00a0\\u200b\\ufeff\\U000e0001"');
  expect(quoteAll(["a", "b"])).toBe('"a", "b"');
});

it("prints doubles and floats as Go's %v does", () => {
  const doubles = [0, -0, 1, -1.5, 0.1, 1e20, 1e21, 123456789, 0.0001, 0.00001, 1.5e-7, Infinity, -Infinity, NaN];
  expect(doubles.map((value) => printReal(value, false))).toEqual(
    "0 -0 1 -1.5 0.1 1e+20 1e+21 1.23456789e+08 0.0001 1e-05 1.5e-07 +Inf -Inf NaN".split(" "),
  );
  const floats = [0.1, 16777216, 3.4028235e38, 1e-45, 1e20].map(Math.fround);
  expect(floats.map((value) => printReal(value, true))).toEqual(
    "0.1 1.6777216e+07 3.4028235e+38 1e-45 1e+20".split(" "),
  );
});

it("prints digits that read back to the same value", () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      (value) => Number(printReal(value, false)) === value,
    ),
  );
  fc.assert(
    fc.property(
      fc.float({ noNaN: true, noDefaultInfinity: true }),
      (value) => Math.fround(Number(printReal(value, true))) === value,
    ),
  );
});

it("orders texts by their UTF-8 bytes", () => {
  expect(["b", "a", "\uffff", "\u{10000}", "A"].sort(compareText)).toEqual(["A", "a", "b", "\uffff", "\u{10000}"]);
});
