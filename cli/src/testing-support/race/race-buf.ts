import { spawn } from "node:child_process";
import { BIN, type Ran } from "../run-bin.ts";
import { NATIVE_BUF } from "../run-buf.ts";
import type { Call } from "./draw-call.ts";

/** What both programs said of one command line, and whether that is the same. */
export interface RaceResult {
  readonly ours: Ran;
  readonly buf: Ran;
  /** `better` where ours answers and buf cannot, in the ways that docs/breaking.md lists. */
  readonly verdict: "same" | "better" | "different";
}

/** Runs the built `postel breaking` and the native `buf breaking`. */
export async function raceBuf({ cwd, words }: Call): Promise<RaceResult> {
  const [ours, buf] = await Promise.all([
    runFile(process.execPath, [BIN, "breaking", ...words], cwd),
    runFile(NATIVE_BUF, ["breaking", ...words], cwd),
  ]);
  const same = ours.code === buf.code && ours.stdout === buf.stdout && warnings(ours) === warnings(buf);
  return { ours, buf, verdict: same ? "same" : isBetter(ours, buf) ? "better" : "different" };
}

/** buf gives both sides the same `--path`, so it fails between folders and where a path is gone; see docs/breaking.md. */
const BETTER = [
  "no .proto files were targeted",
  "image contains no files",
  "is outside the context directory",
  "expected to be relative",
  "cannot add annotation for unknown file",
  "system error",
];

function isBetter(ours: Ran, buf: Ran): boolean {
  return buf.code === 1 && ours.code !== 1 && BETTER.some((why) => buf.stderr.includes(why));
}

/** Errors are in words of our own, warnings in buf's. */
function warnings({ stderr }: Ran): string {
  return stderr
    .split("\n")
    .filter((line) => line.includes("WARN"))
    .join("\n");
}

function runFile(file: string, args: readonly string[], cwd: string): Promise<Ran> {
  const child = spawn(file, args, { cwd, env: { ...process.env, NO_COLOR: "1" }, stdio: ["ignore", "pipe", "pipe"] });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk) => out.push(chunk));
  child.stderr.on("data", (chunk) => err.push(chunk));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout: `${Buffer.concat(out)}`, stderr: `${Buffer.concat(err)}` }));
  });
}
