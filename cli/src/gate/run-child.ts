import { spawn } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname } from "node:path";
import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { fileURLToPath } from "node:url";
import type { ChildReport } from "./child/protocol.ts";

/** What a child may take. */
export interface ChildLimits {
  /** How long it may be silent, in milliseconds: a sample takes no longer, nor does loading a module. */
  readonly silenceMs: number;
  /** Of JavaScript's heap. */
  readonly memoryMb: number;
  /** How much it may tell, in bytes. */
  readonly outputBytes: number;
}

/** What a child told, and how it ended: `end` is as it should be. */
export interface ChildRun {
  readonly reports: readonly ChildReport[];
  readonly ended: "end" | "silent" | "memory" | "output" | "exit";
  /** Exit code or signal, for `exit`. */
  readonly status: string;
}

const LIMITS: ChildLimits = { silenceMs: 30_000, memoryMb: 256, outputBytes: 64 * 1024 * 1024 };
const MOST_STDERR = 64 * 1024;
/** How often memory beyond the heap is looked at, and how many times the heap's limit all of it may be. */
const WATCH_MS = 100;
const WHOLE_TO_HEAP = 3;
/** What Node takes before any code runs. */
const NODE_MB = 128;

/**
 * Runs the jobs of a file in one process that can read the given folders and write nothing, with an empty environment. What
 * it prints is thrown away.
 */
export async function runChild(jobs: string, readable: readonly string[], limits = LIMITS): Promise<ChildRun> {
  const program = programPath();
  const allowed = [dirname(program), jobs, ...readable].map((path) => `--allow-fs-read=${realpathSync(path)}`);
  const heap = `--max-old-space-size=${limits.memoryMb}`;
  const flags = ["--permission", ...allowed, heap, "--frozen-intrinsics", "--enable-source-maps"];
  const child = spawn(process.execPath, [...flags, "--no-warnings", program, jobs], {
    env: { TZ: "UTC" },
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  const { promise, resolve, reject } = Promise.withResolvers<ChildRun>();
  const reports: ChildReport[] = [];
  let stopped: ChildRun["ended"] | undefined;
  let stderr = "";
  const stop = (why: ChildRun["ended"]) => {
    stopped ??= why;
    child.kill("SIGKILL");
  };
  let alarm = setTimeout(() => stop("silent"), limits.silenceMs);
  const watch = setInterval(() => {
    if (residentMb(child.pid) > limits.memoryMb * WHOLE_TO_HEAP + NODE_MB) stop("memory");
  }, WATCH_MS);
  const results = child.stdio[3] as Readable;
  readLines(results, limits.outputBytes, {
    line: (line) => {
      clearTimeout(alarm);
      alarm = setTimeout(() => stop("silent"), limits.silenceMs);
      const report = parsed(line);
      if (report === undefined) stop("exit");
      else reports.push(report);
    },
    tooMuch: () => stop("output"),
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    if (stderr.length < MOST_STDERR) stderr += chunk.toString();
  });
  child.on("error", (error) => {
    clearInterval(watch);
    reject(error);
  });
  child.on("close", (code, signal) => {
    clearTimeout(alarm);
    clearInterval(watch);
    const status = signal ?? String(code);
    const ended =
      stopped ?? (reports.at(-1)?.kind === "end" ? "end" : /heap out of memory/.test(stderr) ? "memory" : "exit");
    resolve({
      reports,
      ended,
      status: ended === "exit" && reports.length === 0 ? `${status}: ${stderr.trim()}` : status,
    });
  });
  return promise;
}

function parsed(line: string): ChildReport | undefined {
  try {
    return JSON.parse(line) as ChildReport;
  } catch {
    return undefined;
  }
}

/** Memory that a process takes, in MB: heap, buffers and all; 0 where the system does not tell so. */
function residentMb(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/^VmRSS:\s*(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

interface Listener {
  readonly line: (line: string) => void;
  readonly tooMuch: () => void;
}

function readLines(stream: Readable, most: number, { line, tooMuch }: Listener): void {
  const decoder = new StringDecoder();
  let rest = "";
  let size = 0;
  stream.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > most) return tooMuch();
    const lines = (rest + decoder.write(chunk)).split("\n");
    rest = lines.pop() ?? "";
    for (const each of lines) line(each);
  });
}

/** In the sources the program is TypeScript, which Node runs as it is; the bundle has it beside the commands. */
function programPath(): string {
  const places = ["./child/upcast-samples.ts", "./upcast-samples.js"];
  const paths = places.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  const found = paths.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`none of ${paths.join(", ")} is there`);
  return found;
}
