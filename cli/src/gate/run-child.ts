import { spawn } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { fileURLToPath } from "node:url";
import type { ChildReport } from "./child/protocol.ts";

/** What a child may take. */
export interface ChildLimits {
  /** How long it may be silent, in milliseconds: a sample takes no longer, nor does loading a module. */
  readonly silenceMs: number;
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

/**
 * Runs the jobs of a file in one process that can read the given folders and write nothing, with an empty environment. What
 * it prints is thrown away.
 */
export async function runChild(jobs: string, readable: readonly string[], limits = LIMITS): Promise<ChildRun> {
  const program = programPath();
  const allowed = [program, jobs, ...readable].map((path) => `--allow-fs-read=${realpathSync(path)}`);
  const flags = ["--permission", ...allowed, `--max-old-space-size=${limits.memoryMb}`, "--enable-source-maps"];
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
  const results = child.stdio[3] as Readable;
  readLines(results, limits.outputBytes, {
    line: (line) => {
      clearTimeout(alarm);
      alarm = setTimeout(() => stop("silent"), limits.silenceMs);
      reports.push(JSON.parse(line) as ChildReport);
    },
    tooMuch: () => stop("output"),
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    if (stderr.length < MOST_STDERR) stderr += chunk.toString();
  });
  child.on("error", reject);
  child.on("close", (code, signal) => {
    clearTimeout(alarm);
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
