import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** One run of a command. */
export interface Run {
  readonly seconds: number;
  /** Highest resident memory that was seen; 0 where /proc is missing. */
  readonly mebibytes: number;
  readonly stdout: string;
}

/** Runs a command to its end. Exit codes other than 0 and 100 throw. */
export function measure(command: string, args: readonly string[]): Promise<Run> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
    const chunks: Buffer[] = [];
    let mebibytes = 0;
    const timer = setInterval(() => {
      mebibytes = Math.max(mebibytes, peakOf(child.pid));
    }, 10);
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      clearInterval(timer);
      const seconds = (performance.now() - start) / 1000;
      if (code !== 0 && code !== 100) reject(new Error(`${command} ended with ${code}`));
      else resolve({ seconds, mebibytes, stdout: Buffer.concat(chunks).toString() });
    });
  });
}

function peakOf(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    // The process has just ended, or this is no Linux.
    return 0;
  }
}

/** The middle of some numbers. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
