import { expect, it } from "vitest";
import { goDuration } from "./go-duration.ts";

it.each([
  ["30s", 30_000],
  ["1m30s", 90_000],
  ["1.5h", 5_400_000],
  [".5s", 500],
  ["250ms", 250],
  ["1ns", 1],
  ["0s", undefined],
  ["0", undefined],
])("reads %s as %s milliseconds", (text, milliseconds) => {
  expect(goDuration(text)).toBe(milliseconds);
});

it.each(["", "5", "5 s", "s", "-1s", "1d", "1m x"])("refuses %j", (text) => {
  expect(() => goDuration(text)).toThrow(/no length of time/);
});
