import { benchExpressions } from "./expressions.ts";
import { generateBenchCode } from "./generate.ts";
import { benchGeneration } from "./generation.ts";
import { benchSteps } from "./steps.ts";

/** Prints one measured ratio beside its bar; says whether it holds. */
function report(what: string, value: number, sign: "≤" | "≥", bar: number): boolean {
  const holds = sign === "≤" ? value <= bar : value >= bar;
  console.log(`${holds ? "ok  " : "MISS"} ${what}: ${value.toFixed(2)} (${sign} ${bar})`);
  return holds;
}

await generateBenchCode();
const steps = await benchSteps();
console.table(steps.rows);
const expressions = await benchExpressions();
console.table(expressions.rows);
const generation = await benchGeneration();
console.log(`generation: ${generation.ours.toFixed()} ms, protoc-gen-es ${generation.messages.toFixed()} ms\n`);
const held = [
  report("a generated step against a hand-written one", steps.step, "≤", 1.3),
  report("decode and two steps against decode", steps.chain, "≤", 1.2),
  report("a printed expression against the interpreter, times faster", expressions.faster, "≥", 20),
  report("all plugins against protoc-gen-es, 1,000 events in 3 majors", generation.ratio, "≤", 1.5),
];
if (held.includes(false)) process.exitCode = 1;
