// Image against image: ours and buf's in turns, medians of five, outputs compared.
//
//   npm run bench -w @postel/compat [-- ROUNDS]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { bufFile } from "../src/testing-support/native-buf.ts";
import { googleImage } from "./corpus.ts";
import { measure, median, type Run } from "./measure.ts";

const TARGET = { seconds: 0.07, mebibytes: 0.13 } as const;
const rounds = Number(process.argv[2] ?? 5);
const [before, after] = [googleImage("5.0.3"), googleImage("6.0.1")];
const folder = mkdtempSync(join(tmpdir(), "postel-bundle-"));
const bundle = join(folder, "child.mjs");
await build({
  entryPoints: [join(import.meta.dirname, "child.ts")],
  outfile: bundle,
  bundle: true,
  minify: true,
  platform: "node",
  format: "esm",
  conditions: ["@postel/source"],
});

const ours: Run[] = [];
const bufs: Run[] = [];
for (let round = 0; round < rounds; round++) {
  ours.push(await measure(process.execPath, [bundle, after, before]));
  bufs.push(await measure(bufFile, ["breaking", after, "--against", before, "--error-format", "json"]));
}
rmSync(folder, { recursive: true });

const equal = ours.every((run, round) => run.stdout === bufs[round]?.stdout);
console.log(`findings: ${(ours[0]?.stdout.split("\n").length ?? 1) - 1}, ${equal ? "equal" : "DIFFERENT"}`);
for (const what of ["seconds", "mebibytes"] as const) {
  const [a, b] = [median(ours.map((run) => run[what])), median(bufs.map((run) => run[what]))];
  const verdict = a / b <= TARGET[what] ? "reached" : "MISSED";
  console.log(
    `${what}: ours ${a.toFixed(2)}, buf ${b.toFixed(2)}, ratio ${(a / b).toFixed(3)} (target ${TARGET[what]}: ${verdict})`,
  );
}
if (!equal) process.exitCode = 1;
