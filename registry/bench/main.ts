// Measures the registry as users run it (`npm run build` first) and says which figures miss what was promised.
// POSTEL_BENCH_SECONDS and POSTEL_BENCH_ROUNDS make it shorter or longer.
import { availableParallelism } from "node:os";
import { type Figure, stages } from "./stages.ts";

function meets({ value, least = 0, most = Number.POSITIVE_INFINITY }: Figure): boolean {
  return value >= least && value <= most;
}

function line(figure: Figure): string {
  const { name, value, unit, least, most } = figure;
  const digits = value < 100 ? 2 : 0;
  const bound = least !== undefined ? `at least ${least}` : most !== undefined ? `at most ${most}` : "";
  return `${name.padEnd(52)} ${value.toFixed(digits).padStart(9)} ${unit.padEnd(3)} ${bound.padEnd(14)} ${meets(figure) ? "" : "MISSED"}`.trimEnd();
}

let missed = 0;
console.log(`node ${process.version}, ${availableParallelism()} processors; the load shares them with the server\n`);
await stages((figure) => {
  if (!meets(figure)) missed++;
  console.log(line(figure));
});
process.exitCode = missed === 0 ? 0 : 1;
