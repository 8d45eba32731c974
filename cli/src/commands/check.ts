import type { Handler } from "../args/command.ts";
import { checkInput } from "../check/check-input.ts";
import { printVerdicts } from "../check/print-verdicts.ts";
import { cacheFolder } from "../gen/resolve/release-cache.ts";
import type { checkSpec } from "./check-spec.ts";

/** Prints the verdict on every module of an input. */
export const check: Handler<typeof checkSpec> = async ({ format, json, ...request }, io) => {
  const registry = request.registry ?? (request.against === undefined ? io.env.POSTEL_REGISTRY : undefined);
  const today = new Date().toISOString().slice(0, 10);
  const progress = (what: string) => (io.columns === undefined ? undefined : io.err(`${io.paint("dim", what)}\n`));
  const verdicts = await checkInput({
    ...request,
    registry,
    cwd: io.cwd,
    cache: cacheFolder(io.env, io.cwd),
    today,
    progress,
  });
  for (const { event, name, why } of verdicts.flatMap(({ unmade }) => unmade))
    io.err(`note: no sample ${name} of ${event} could be made: ${why}\n`);
  for (const path of verdicts.flatMap(({ updated }) => updated)) io.err(`updated ${path}\n`);
  io.out(printVerdicts(verdicts, json ? "json" : format, io.paint));
  return verdicts.some(({ verdict }) => verdict.findings.length > 0) ? "findings" : "clean";
};
