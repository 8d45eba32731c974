import type fc from "fast-check";
import { integer } from "fast-check";

/** Random choices that fast-check can repeat and shrink. */
export interface Dice {
  /** A whole number from 0 to `limit`, exclusive. */
  below(limit: number): number;
  pick<T>(list: readonly T[]): T;
  /** True in so many of a hundred throws. */
  chance(percent: number): boolean;
}

/** Throws dice with fast-check's generator of values. */
export function diceOf(g: fc.GeneratorValue): Dice {
  const below = (limit: number) => (limit < 2 ? 0 : g(() => integer({ min: 0, max: limit - 1 })));
  return {
    below,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
    chance: (percent) => below(100) < percent,
  };
}
