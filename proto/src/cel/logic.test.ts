import { describe, expect, it } from "vitest";
import { allOf, and, anyOf, or } from "./logic.ts";

const fail = (): never => {
  throw new Error("left");
};
const yes = () => true;
const no = () => false;

describe("logic", () => {
  it("lets the right side make up for a left side that fails", () => {
    expect(and(fail, no)).toBe(false);
    expect(or(fail, yes)).toBe(true);
    expect(() => and(fail, yes)).toThrow("left");
    expect(() => or(fail, no)).toThrow("left");
  });

  it("does not look at the right side when the left decides", () => {
    expect(and(no, fail)).toBe(false);
    expect(or(yes, fail)).toBe(true);
    expect(and(yes, yes)).toBe(true);
    expect(or(no, no)).toBe(false);
  });

  it("does the same over lists", () => {
    const oneOver = (item: number) => (item === 0 ? fail() : item > 2);
    expect(allOf([0, 1], oneOver)).toBe(false);
    expect(() => allOf([0, 3], oneOver)).toThrow("left");
    expect(anyOf([0, 3], oneOver)).toBe(true);
    expect(() => anyOf([0, 1], oneOver)).toThrow("left");
    expect([allOf([], fail), anyOf([], fail)]).toEqual([true, false]);
  });
});
