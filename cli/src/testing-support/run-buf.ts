import { join } from "node:path";
import { type Ran, type RunOptions, runNode } from "./run-bin.ts";

const BUF = join(import.meta.dirname, "..", "..", "..", "node_modules", "@bufbuild", "buf", "bin", "buf");

/** Runs the real buf. */
export function runBuf(words: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return runNode([BUF, ...words], options);
}
