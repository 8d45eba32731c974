// `postel breaking` and `buf breaking` in turns on the same inputs: medians of time and of
// processor time, peak memory, findings compared.
//
//   npm run bench -w @postel/cli [-- --rounds 5 --only "two files,60 files"]
import { parseArgs } from "node:util";
import { measure, percentile, type Run } from "./measure.ts";
import { openScenarios, type Scenario } from "./scenarios.ts";

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, only: { type: "string" } },
});
const rounds = Number(values.rounds);
const only = values.only?.split(",");

let failed = false;
for (const { name, open } of openScenarios()) {
  if (only !== undefined && !only.some((word) => name.includes(word))) continue;
  const scenario = await open();
  const runs = race(scenario);
  const ratio = percentile(seconds(runs.ours), scenario.part ?? 0.5) / percentile(seconds(runs.buf), 0.5);
  const cpu = percentile(cpuSeconds(runs.ours), scenario.part ?? 0.5) / percentile(cpuSeconds(runs.buf), 0.5);
  const memory = peak(runs.ours) / peak(runs.buf);
  failed ||= !runs.equal;
  console.log(
    [
      name.padEnd(44),
      `ours ${percentile(seconds(runs.ours), scenario.part ?? 0.5).toFixed(3)} s`,
      `buf ${percentile(seconds(runs.buf), 0.5).toFixed(3)} s`,
      `ratio ${ratio.toFixed(3)} (target ${scenario.target}${ratio <= scenario.target ? "" : ", MISSED"})`,
      `cpu ${cpu.toFixed(3)}`,
      `memory ${memory.toFixed(2)} of ${peak(runs.buf).toFixed(0)} MiB`,
      `${runs.findings} findings${runs.equal ? "" : " DIFFER"}`,
    ].join("  "),
  );
}
if (failed) process.exitCode = 1;

interface Race {
  readonly ours: Run[];
  readonly buf: Run[];
  readonly equal: boolean;
  readonly findings: number;
}

/** Runs both in turns. A change that only ours is asked about is compared with what buf said of it where buf ran. */
function race(scenario: Scenario): Race {
  const ours: Run[] = [];
  const buf: Run[] = [];
  let equal = true;
  for (let round = 0; round < (scenario.rounds ?? rounds); round++) {
    scenario.prepare?.(round);
    const mine = measure(scenario.ours);
    ours.push(mine);
    if (round >= (scenario.bufRounds ?? rounds)) continue;
    const its = measure(scenario.buf);
    buf.push(its);
    equal &&= lines(mine).join("\n") === lines(its).join("\n");
  }
  scenario.close?.();
  return { ours, buf, equal, findings: ours[0] === undefined ? 0 : lines(ours[0]).length };
}

function lines({ stdout }: Run): string[] {
  return stdout.split("\n").filter((line) => line !== "");
}

function seconds(runs: readonly Run[]): number[] {
  return runs.map((run) => run.seconds);
}

function cpuSeconds(runs: readonly Run[]): number[] {
  return runs.map((run) => run.cpuSeconds);
}

function peak(runs: readonly Run[]): number {
  return Math.max(...runs.map(({ mebibytes }) => mebibytes));
}
