/** `npm run bench -w @postel/runtime`: what decoding and consuming cost. */
import { consumeBench } from "./consume.ts";
import { decodeBench } from "./decode.ts";

for (const [title, bench] of [
  ["Decode, one core, 120-byte event (operations per second)", decodeBench],
  ["Produce and consume on the memory bus (events per second)", consumeBench],
] as const) {
  console.log(`\n${title}`);
  for (const { name, perSecond } of await bench())
    console.log(`  ${name.padEnd(52)} ${Math.round(perSecond).toLocaleString("en").padStart(12)}`);
}
