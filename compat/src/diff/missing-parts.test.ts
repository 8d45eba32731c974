import fc from "fast-check";
import { expect, it } from "vitest";
import type { NumberRange } from "../change.ts";
import { cover, missingParts } from "./missing-parts.ts";

const ranges = fc
  .tuple(fc.integer({ min: 0, max: 30 }), fc.nat(8))
  .map(([start, size]) => ({ start, end: start + size }));

function numbers({ start, end }: NumberRange): number[] {
  return Array.from({ length: end - start + 1 }, (_, index) => start + index);
}

it("finds exactly the numbers that no other range covers", () => {
  fc.assert(
    fc.property(ranges, fc.array(ranges, { maxLength: 5 }), (range, others) => {
      const covered = new Set(others.flatMap(numbers));
      const missing = missingParts(range, cover(others));
      expect(missing.flatMap(numbers)).toEqual(numbers(range).filter((number) => !covered.has(number)));
    }),
  );
});

it("joins ranges that touch, and keeps to the largest numbers", () => {
  const max = 2_147_483_647;
  expect(
    missingParts(
      { start: 1, end: 9 },
      cover([
        { start: 4, end: 6 },
        { start: 1, end: 3 },
      ]),
    ),
  ).toEqual([{ start: 7, end: 9 }]);
  expect(missingParts({ start: 5, end: max }, cover([{ start: -7, end: max }]))).toEqual([]);
});
