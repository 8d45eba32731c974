import fc from "fast-check";
import { diceOf } from "./dice.ts";
import { generateFiles } from "./generate.ts";
import { copy } from "./model.ts";
import { mutateFiles } from "./mutate.ts";
import { printFiles } from "./print.ts";

/** Two versions of a small schema as .proto texts by path. */
export interface RandomPair {
  /** First part of its packages, and the folder of its files. */
  readonly name: string;
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
}

/** Draws pairs; the same seed gives the same pairs. Their packages and paths do not overlap. */
export function randomPairs(seed: number, count: number): RandomPair[] {
  const pairs = fc.gen().map((g) => {
    const dice = diceOf(g);
    const files = generateFiles(dice, PLACEHOLDER);
    const changed = mutateFiles(dice, files);
    return { before: printFiles(copy(files)), after: printFiles(changed) };
  });
  return fc.sample(pairs, { seed, numRuns: count }).map(({ before, after }, index) => {
    const name = `p${seed}x${index}`;
    return { name, before: renamed(before, name), after: renamed(after, name) };
  });
}

/** Stands for the pair's name while it is drawn; no other name contains it. */
const PLACEHOLDER = "pppp";

function renamed(files: Readonly<Record<string, string>>, name: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path.replaceAll(PLACEHOLDER, name),
      text.replaceAll(PLACEHOLDER, name),
    ]),
  );
}
