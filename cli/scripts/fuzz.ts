// Gives the built `postel breaking` and `buf breaking` the same random command lines about random modules, for as long as you
// like, and prints those of which they say different things.
//
//   npm run build && npm run fuzz -w @postel/cli -- [--cases 500] [--from 1]
//
// A case that differs belongs into src/breaking/once-different.test.ts, so that it stays mended.
import { relative } from "node:path";
import { parseArgs } from "node:util";
import { diceOf } from "../src/testing-support/race/dice.ts";
import { type Call, drawCall } from "../src/testing-support/race/draw-call.ts";
import { drawSides, type Sides } from "../src/testing-support/race/draw-sides.ts";
import { placeSides } from "../src/testing-support/race/place-sides.ts";
import { type RaceResult, raceBuf } from "../src/testing-support/race/race-buf.ts";
import { NATIVE_BUF } from "../src/testing-support/run-buf.ts";

const { values } = parseArgs({
  options: { cases: { type: "string", default: "500" }, from: { type: "string", default: "1" } },
});
/** So many command lines are tried on one pair of modules. */
const PER_PAIR = 10;

function show(seed: number, call: Call, folder: string, sides: Sides, { ours, buf: its }: RaceResult): void {
  console.log(`seed ${seed}: in ${relative(folder, call.cwd) || "."}: ${call.words.join(" ")}`);
  console.log(`  buf.yaml: ${sides.after["buf.yaml"] ?? sides.after["buf.work.yaml"] ?? "none"}`);
  const [mine, theirs] = [ours.stdout.split("\n"), its.stdout.split("\n")];
  console.log(`  buf ${its.code} ${its.stderr.split("\n")[0]}`);
  for (const line of theirs.filter((each) => !mine.includes(each)).slice(0, 3)) console.log(`  - ${line}`);
  console.log(`  ours ${ours.code} ${ours.stderr.split("\n")[0]}`);
  for (const line of mine.filter((each) => !theirs.includes(each)).slice(0, 3)) console.log(`  + ${line}`);
}

const counts = { same: 0, better: 0, different: 0 };
const codes = new Map<number | null, number>();
const first = Number(values.from);
for (let seed = first; seed < first + Number(values.cases) / PER_PAIR; seed++) {
  const dice = diceOf(seed);
  const sides = drawSides(dice);
  const place = placeSides(sides, NATIVE_BUF);
  for (let at = 0; at < PER_PAIR; at++) {
    const call = drawCall(dice, sides, place.folder);
    const result = await raceBuf(call);
    counts[result.verdict]++;
    codes.set(result.buf.code, (codes.get(result.buf.code) ?? 0) + 1);
    if (result.verdict === "different") show(seed, call, place.folder, sides, result);
  }
  place.close();
}
const exits = [...codes].map(([code, count]) => `${count} exit ${code}`).join(", ");
console.log(
  `${counts.same} same (${exits} of buf), ${counts.better} where ours knows better, ${counts.different} different`,
);
if (counts.different > 0) process.exitCode = 1;
