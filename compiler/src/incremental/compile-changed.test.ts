import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { Compiled } from "../build/run-build.ts";
import { compile } from "../compile.ts";
import { printModule, randomEdit, randomModule } from "../test-support/random-module.ts";
import { compileChanged, type SourceFiles } from "./compile-changed.ts";

/** `POSTEL_PAIR_RUNS=2000 npx vitest run compile-changed` looks longer. */
const RUNS = Number(process.env.POSTEL_PAIR_RUNS ?? 25);

type Texts = Readonly<Record<string, string>>;

const filesOf = (texts: Texts): SourceFiles =>
  new Map(
    Object.entries(texts).map(([path, text]) => [
      path,
      { digest: createHash("sha256").update(text).digest("hex"), isTarget: true },
    ]),
  );

const shown = ({ files }: Extract<Compiled, { kind: "ok" }>["set"]) =>
  files.map(({ path, isImport, bytes }) => ({ path, isImport, bytes: Buffer.from(bytes).toString("latin1") }));

/** Compiles what changed, and everything; says how it went. */
async function compareWays(before: Texts, after: Texts): Promise<"proven" | "not proven"> {
  const [base, whole] = await Promise.all([
    compile({ kind: "text", files: before }),
    compile({ kind: "text", files: after }),
  ]);
  if (base.kind === "invalid") throw new Error(JSON.stringify(base.problems));
  const changed = await compileChanged({ files: filesOf(before), set: base.set }, filesOf(after), {
    compile: (paths) => compile({ kind: "text", files: after }, { paths }),
    read: async (paths) => paths.map((path) => Buffer.from(after[path] ?? "")),
  });
  if (changed === undefined) return "not proven";
  if (whole.kind === "invalid") throw new Error(`missed: ${JSON.stringify(whole.problems)}`);
  expect(shown(changed)).toEqual(shown(whole.set));
  return "proven";
}

it("gives what compiling everything gives, whatever was edited, or does not dare", { timeout: 3_600_000 }, async () => {
  const seen = { proven: 0, "not proven": 0 };
  const steps = fc.array(fc.array(randomEdit, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(randomModule, steps, async (module, all) => {
      const before = printModule(module);
      for (const edits of all) {
        const changed = structuredClone(module);
        for (const edit of edits) edit.apply(changed);
        seen[await compareWays(before, printModule(changed))] += 1;
      }
    }),
    { numRuns: RUNS },
  );
  expect(seen.proven).toBeGreaterThan(RUNS / 2);
});
