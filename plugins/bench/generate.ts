import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { compileProtos } from "../src/test-support/compile-protos.ts";
import { generateAll } from "../src/test-support/generate-all.ts";

/** Where the benchmarks' generated code goes; not committed. */
export const GEN = join(import.meta.dirname, "dist");

/** Generates the code that the benchmarks run. */
export async function generateBenchCode(): Promise<void> {
  const code = await generateAll(compileProtos(join(import.meta.dirname, "proto")), { upcasters: "" });
  rmSync(GEN, { recursive: true, force: true });
  for (const [path, text] of Object.entries(code)) {
    mkdirSync(dirname(join(GEN, path)), { recursive: true });
    writeFileSync(join(GEN, path), text);
  }
}
