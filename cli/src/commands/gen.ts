import type { Handler } from "../args/command.ts";
import { planGen } from "../gen/gen.ts";
import { generatorVersion } from "../gen/generator-version.ts";
import { genReport, genReportJson } from "../gen/report.ts";
import { missingPackages } from "../gen/resolve/missing-packages.ts";
import { cacheFolder, openReleaseCache } from "../gen/resolve/release-cache.ts";
import { apply } from "../gen/write/apply.ts";
import { openRegistry } from "../sources/registry.ts";
import type { genSpec } from "./gen-spec.ts";

/** Plans, and then writes what differs, unless it is only to be told. */
export const gen: Handler<typeof genSpec> = async (args, io) => {
  const { check, dryRun, frozen, update, offline, config, format, json } = args;
  const cache = openReleaseCache(cacheFolder(io.env, io.cwd));
  const options = { frozen, update, offline, config, cwd: io.cwd, generator: generatorVersion() };
  const planned = await planGen(options, { openRegistry, cache });
  const mode = check ? "check" : dryRun ? "dry-run" : "write";
  if (mode === "write") await apply(planned.plan, planned.differences, planned.folder);
  const result = { ...planned, mode, missing: await missingPackages(planned.modules, planned.folder) } as const;
  io.out(json || format === "json" ? genReportJson(result) : genReport(result, io.paint));
  return check && planned.differences.length > 0 ? "findings" : "clean";
};
