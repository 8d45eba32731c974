import { createRequire } from "node:module";
import { join } from "node:path";
import { type Ran, type RunOptions, runNode } from "./run-bin.ts";

const BUF = join(import.meta.dirname, "..", "..", "..", "node_modules", "@bufbuild", "buf", "bin", "buf");

const from = createRequire(createRequire(import.meta.url).resolve("@bufbuild/buf/package.json"));
const machine = process.arch === "arm64" ? "aarch64" : process.arch;

/** The native binary, which starts faster than the one through Node. */
export const NATIVE_BUF = from.resolve(`@bufbuild/buf-${process.platform}-${machine}/bin/buf`);

/** Runs the real buf. */
export function runBuf(words: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return runNode([BUF, ...words], options);
}
