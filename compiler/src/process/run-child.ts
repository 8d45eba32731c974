import { type ChildProcess, spawn } from "node:child_process";
import { constants, setPriority } from "node:os";
import { CompilerError } from "../errors.ts";
import { onExit } from "./lifetime.ts";

/** How a child process is started and when it is stopped. */
export interface ChildOptions {
  /** Name in error messages. */
  readonly tool: string;
  readonly cwd?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** Written to standard input, which is then closed. */
  readonly input?: Uint8Array | undefined;
  /** Milliseconds until the child is killed. Default: ten minutes. */
  readonly timeout?: number | undefined;
  /** Bytes of output until the child is killed. Default: 1 GiB. */
  readonly maxBytes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Less priority than this process. */
  readonly isBackground?: boolean | undefined;
}

/** What a child process left behind; `code` is -1 when a signal ended it. */
export interface ChildResult {
  readonly code: number;
  readonly endedBy: NodeJS.Signals | null;
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

const DEFAULT_TIMEOUT = 600_000;
const DEFAULT_MAX_BYTES = 2 ** 30;
const MAX_STDERR_BYTES = 64 * 2 ** 20;

/**
 * Runs a program to its end, without a shell, and returns its output and exit code.
 * Throws CompilerError `tool_missing`, `timeout`, `output_too_large` or `aborted`; the child is then gone.
 */
export function runChild(file: string, args: readonly string[], options: ChildOptions): Promise<ChildResult> {
  const { tool, timeout = DEFAULT_TIMEOUT, maxBytes = DEFAULT_MAX_BYTES, signal } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(new CompilerError("aborted", { tool }));
    const child = spawn(file, args, { cwd: options.cwd, env: options.env, windowsHide: true });
    if (options.isBackground === true) giveWay(child);
    let failure: CompilerError | undefined;
    const stop = (error: CompilerError) => {
      failure ??= error;
      child.kill("SIGKILL");
    };
    const onAbort = () => stop(new CompilerError("aborted", { tool }));
    const timer = setTimeout(() => stop(new CompilerError("timeout", { tool, seconds: timeout / 1000 })), timeout);
    const tooLarge = (bytes: number) => () =>
      stop(new CompilerError("output_too_large", { tool, megabytes: Math.round(bytes / 2 ** 20) }));
    const stdout = gather(child.stdout, maxBytes, tooLarge(maxBytes));
    const stderr = gather(child.stderr, MAX_STDERR_BYTES, tooLarge(MAX_STDERR_BYTES));
    const forget = onExit(() => child.kill("SIGKILL"));
    const settle = () => {
      clearTimeout(timer);
      forget();
      signal?.removeEventListener("abort", onAbort);
    };
    signal?.addEventListener("abort", onAbort);
    child.once("error", (error) => {
      settle();
      reject(failure ?? new CompilerError("tool_missing", { tool, why: error.message }, error));
    });
    child.once("close", (code, endedBy) => {
      settle();
      if (failure !== undefined) return reject(failure);
      resolve({ code: code ?? -1, endedBy, stdout: Buffer.concat(stdout), stderr: `${Buffer.concat(stderr)}` });
    });
    feed(child, options.input);
  });
}

/** A child that has ended already has nothing to give. */
function giveWay({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {}
}

function gather(stream: NodeJS.ReadableStream | null, maxBytes: number, tooLarge: () => void): Buffer[] {
  const chunks: Buffer[] = [];
  let size = 0;
  stream?.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBytes) tooLarge();
    else chunks.push(chunk);
  });
  return chunks;
}

function feed(child: ChildProcess, input: Uint8Array | undefined): void {
  // A child that fails early closes its input; its exit code says why, not our EPIPE.
  child.stdin?.on("error", () => {});
  child.stdin?.end(input);
}
