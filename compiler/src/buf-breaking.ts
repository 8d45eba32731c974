import { bufBinary } from "./process/buf-binary.ts";
import { type ChildResult, runChild } from "./process/run-child.ts";

/** Where `buf breaking` runs, and how many milliseconds it may take. Default: ten minutes. */
export interface BufBreakingOptions {
  readonly cwd: string;
  readonly timeout?: number | undefined;
}

/** Runs `buf breaking` itself and returns what it left behind. Throws CompilerError `buf_missing`, `tool_missing` or `timeout`. */
export function bufBreaking(words: readonly string[], options: BufBreakingOptions): Promise<ChildResult> {
  return runChild(bufBinary().file, ["breaking", ...words], { tool: "buf breaking", ...options });
}
