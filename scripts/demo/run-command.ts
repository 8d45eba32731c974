import { spawn } from "node:child_process";

/** What a program left behind; stdout and stderr as they came, one after the other. */
export interface Ran {
  readonly exit: number | null;
  readonly stdout: string;
  readonly all: string;
}

/** Where and with what a program runs. */
export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

/** Runs a command line without quotes, such as `npx postel check`, as a shell would find its program. */
export function runCommand(line: string, { cwd, env = {}, stdin = "" }: RunOptions): Promise<Ran> {
  const [program = "", ...args] = line.split(" ");
  const child = spawn(program, args, { cwd, env: { ...quiet(), ...env }, shell: process.platform === "win32" });
  let stdout = "";
  let all = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    stdout += chunk;
    all += chunk;
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    all += chunk;
  });
  child.stdin.on("error", () => {});
  child.stdin.end(stdin);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exit) => resolve({ exit, stdout, all }));
  });
}

/** The environment without what would change the transcript: CI annotations, colours, npm's own remarks. */
export function quiet(): Record<string, string | undefined> {
  const { GITHUB_ACTIONS: _, GITHUB_STEP_SUMMARY: __, FORCE_COLOR: ___, POSTEL_REGISTRY: ____, ...env } = process.env;
  return { ...env, NO_COLOR: "1", npm_config_loglevel: "error", npm_config_update_notifier: "false" };
}
