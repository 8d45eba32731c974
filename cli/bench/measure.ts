import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A command line and where it runs. */
export interface Command {
  readonly words: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** One run of a command. */
export interface Run {
  readonly seconds: number;
  /** Processor time of the command and its children; steadier than `seconds` on a busy machine. 0 as below. */
  readonly cpuSeconds: number;
  /** Memory of the largest process among the command and its children; 0 where /usr/bin/time is missing. */
  readonly mebibytes: number;
  readonly stdout: string;
}

const TIME = "/usr/bin/time";
const MAX_OUTPUT = 2 ** 28;

/** Runs a command to its end. Exit codes other than 0 and 100 throw. */
export function measure({ words, cwd, env }: Command): Run {
  const folder = mkdtempSync(join(tmpdir(), "postel-measure-"));
  const times = join(folder, "time");
  const [file = "", ...args] = existsSync(TIME) ? [TIME, "-q", "-f", "%U %S %M", "-o", times, ...words] : words;
  try {
    const start = performance.now();
    const result = spawnSync(file, args, { cwd, maxBuffer: MAX_OUTPUT, env: { ...process.env, ...env } });
    const seconds = (performance.now() - start) / 1000;
    if (result.status !== 0 && result.status !== 100)
      throw new Error(`${words.join(" ")} ended with ${result.status}: ${result.stderr}`);
    const report = existsSync(times) ? readFileSync(times, "utf8").trim().split(" ") : [];
    const [user = 0, system = 0, kibibytes = 0] = report.map(Number);
    return { seconds, cpuSeconds: user + system, mebibytes: kibibytes / 1024, stdout: result.stdout.toString() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The value below which the given part of some numbers lies; 0.5 is their median. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
