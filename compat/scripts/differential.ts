// Compares our findings with `buf breaking`'s on random pairs of schemas, for as long as you like.
//
//   npm run differential -w @postel/compat -- [--seeds 20] [--from 1] [--pairs 300]
//
// A pair that differs is printed; put its files into compat/pairs/<name>/{before,after} so that it stays mended.
import { parseArgs } from "node:util";
import { compareWithBuf } from "../src/testing-support/compare-with-buf.ts";
import { type RandomPair, randomPairs } from "../src/testing-support/random/pair.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "20" },
    from: { type: "string", default: "1" },
    pairs: { type: "string", default: "300" },
  },
});

function show(pair: RandomPair): void {
  for (const side of ["before", "after"] as const)
    for (const [path, text] of Object.entries(pair[side])) console.log(`--- ${side}/${path}\n${text}`);
}

let total = 0;
let findings = 0;
const first = Number(values.from);
for (let seed = first; seed < first + Number(values.seeds); seed++) {
  const drawn = randomPairs(seed, Number(values.pairs));
  const result = compareWithBuf(drawn);
  const { missing, extra, sameOrder } = result.difference;
  total += result.pairs;
  findings += result.findings;
  console.log(`seed ${seed}: ${result.pairs} pairs, ${result.findings} findings, ${sameOrder ? "equal" : "DIFFERENT"}`);
  if (sameOrder) continue;
  for (const line of missing) console.log(`missing ${line}`);
  for (const line of extra) console.log(`extra   ${line}`);
  const names = new Set([...missing, ...extra].join(" ").match(/\bp\d+x\d+\b/g));
  for (const pair of drawn) if (names.has(pair.name)) show(pair);
  process.exitCode = 1;
}
console.log(`${total} pairs, ${findings} findings`);
