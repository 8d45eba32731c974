import { join, resolve } from "node:path";
import type { Handler } from "../args/command.ts";
import type { ArgsOf } from "../args/spec.ts";
import { CliError } from "../errors.ts";
import { openOutcomeCache } from "../gate/outcome-cache.ts";
import { generatorVersion } from "../gen/generator-version.ts";
import { cacheFolder } from "../gen/resolve/release-cache.ts";
import { libraryRanges } from "../release/library-ranges.ts";
import type { ReleasePlan } from "../release/plan-release.ts";
import { blockedText, planText } from "../release/plan-text.ts";
import { readModule } from "../release/read-module.ts";
import { applyRelease, prepareRelease, type ReleaseTools } from "../release/release.ts";
import { openRegistry } from "../sources/registry.ts";
import type { Io } from "../terminal/io.ts";
import { jsonText } from "../terminal/json-text.ts";
import type { releaseSpec } from "./release-spec.ts";

type Args = ArgsOf<typeof releaseSpec>;

/** Releases a module: what changed decides the version, and whether there is a release at all. */
export const release: Handler<typeof releaseSpec> = async (args, io) => {
  const tools = toolsFor(args, io);
  const prepared = await prepareRelease(await readModule(args.input, args.module, io.cwd), tools);
  const { plan } = prepared;
  tellPlan(plan, args, io);
  if (plan.kind === "blocked") return "findings";
  if (args.dryRun) return "clean";
  const applied = await applyRelease(prepared, tools, resolve(io.cwd, args.out));
  if (applied.kind === "invalid") {
    const blocked: ReleasePlan = { kind: "blocked", module: plan.module, findings: applied.findings };
    io.out(
      isJson(args) ? jsonText({ version: 1, plan: blocked }) : blockedText(plan.module, applied.findings, io.paint),
    );
    return "findings";
  }
  const { tarball, created } = applied;
  if (isJson(args)) io.out(jsonText({ version: 1, plan, tarball, created }));
  else io.out(`${created ? "released" : "packed"}: ${tarball}\n`);
  return "clean";
};

function toolsFor({ registry }: Args, { env, cwd }: Io): ReleaseTools {
  const url = registry ?? env.POSTEL_REGISTRY;
  if (url === undefined)
    throw new CliError("USAGE", { message: "say --registry, or set POSTEL_REGISTRY", command: "postel release" });
  return {
    registry: openRegistry(url),
    generatorVersion: generatorVersion(),
    ranges: libraryRanges(),
    today: new Date().toISOString().slice(0, 10),
    cache: openOutcomeCache(join(cacheFolder(env, cwd), "upcasts")),
  };
}

/** A JSON document is printed once, at the end. */
function tellPlan(plan: ReleasePlan, args: Args, io: Io): void {
  if (!isJson(args)) io.out(planText(plan, io.paint));
  else if (args.dryRun || plan.kind === "blocked") io.out(jsonText({ version: 1, plan }));
}

function isJson({ json, format }: Args): boolean {
  return json || format === "json";
}
