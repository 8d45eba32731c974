import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

const from = createRequire(createRequire(import.meta.url).resolve("@bufbuild/buf/package.json"));
const platform = { arm64: "aarch64" }[process.arch as string] ?? process.arch;
/** The native buf binary. */
export const bufFile = from.resolve(`@bufbuild/buf-${process.platform}-${platform}/bin/buf`);

/** What a run of buf printed, and how it ended. */
export interface BufRun {
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs the native buf binary in a folder. */
export function runBuf(args: readonly string[], cwd: string): BufRun {
  const { status, stdout, stderr } = spawnSync(bufFile, args, { cwd, maxBuffer: 2 ** 30 });
  return { status, stdout, stderr: stderr.toString() };
}
