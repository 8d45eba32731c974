import { describe, expect, it } from "vitest";
import { and, or } from "./logic.ts";

describe("logic", () => {
  const fail = (): never => {
    throw new Error("left");
  };
  it("lets the right side make up for a left side that fails", () => {
    expect(and(fail, () => false)).toBe(false);
    expect(or(fail, () => true)).toBe(true);
    expect(() => and(fail, () => true)).toThrow("left");
    expect(() => or(fail, () => false)).toThrow("left");
  });

  it("does not look at the right side when the left decides", () => {
    expect(and(() => false, fail)).toBe(false);
    expect(or(() => true, fail)).toBe(true);
    expect(
      and(
        () => true,
        () => true,
      ),
    ).toBe(true);
    expect(
      or(
        () => false,
        () => false,
      ),
    ).toBe(false);
  });
});
