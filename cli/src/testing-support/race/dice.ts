/** Random choices; the same seed gives the same ones. */
export interface Dice {
  /** A whole number from 0 to `limit`, exclusive. */
  below(limit: number): number;
  pick<T>(list: readonly T[]): T;
  /** True in so many of a hundred throws. */
  chance(percent: number): boolean;
}

/** Throws dice with the generator mulberry32. */
export function diceOf(seed: number): Dice {
  let state = seed | 0;
  const below = (limit: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
  return {
    below,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
    chance: (percent) => below(100) < percent,
  };
}
