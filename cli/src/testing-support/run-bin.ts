import { spawn } from "node:child_process";
import { join } from "node:path";

/** What a program left behind. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to run a program. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
  /** Options of Node itself. */
  readonly node?: readonly string[];
}

/** The committed program, which loads the bundle that `npm run build` made. */
export const BIN = join(import.meta.dirname, "..", "..", "bin", "postel.js");

/** Runs the real `postel` in a process of its own, as a user would. */
export function runBin(words: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return runNode([...(options.node ?? []), BIN, ...words], options);
}

/** Runs this Node with the given arguments. */
export function runNode(args: readonly string[], { cwd, env, stdin = "" }: RunOptions = {}): Promise<Ran> {
  const { FORCE_COLOR: _, GITHUB_ACTIONS: __, ...inherited } = process.env;
  const child = spawn(process.execPath, args, { cwd, env: { ...inherited, NO_COLOR: "1", ...env } });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk) => out.push(chunk));
  child.stderr.on("data", (chunk) => err.push(chunk));
  child.stdin.on("error", () => {});
  child.stdin.end(stdin);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout: `${Buffer.concat(out)}`, stderr: `${Buffer.concat(err)}` }));
  });
}
