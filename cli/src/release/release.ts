import { rm } from "node:fs/promises";
import { join } from "node:path";
import { withExternalPaths } from "@postel/compat";
import { releaseDigest } from "@postel/model";
import { writeDescriptorSet } from "@postel/proto";
import { checkModule } from "../check/check-module.ts";
import type { GateReport } from "../gate/gate.ts";
import type { OutcomeCache } from "../gate/outcome-cache.ts";
import { samplesOf } from "../gate/samples-of-registry.ts";
import type { Registry, Released } from "../sources/registry.ts";
import { diagnosticFinding } from "../upcasts/diagnostic-finding.ts";
import { buildPackage } from "./build-package.ts";
import { changelog } from "./changelog.ts";
import { moduleHistory } from "./module-history.ts";
import type { Ranges } from "./package-manifest.ts";
import { packagedEvents } from "./packaged-events.ts";
import { type PlannedFinding, plannedFinding, planRelease, type ReleasePlan } from "./plan-release.ts";
import { publish } from "./publish.ts";
import type { ModuleSource } from "./read-module.ts";
import { releaseSamples } from "./release-samples.ts";
import { tarball } from "./tarball.ts";
import { writeAtomically } from "./write-atomically.ts";

/** Releases that a package's changelog tells of besides its own; older ones are left to the registry. */
const MOST_RELEASES = 10;

/** What a release needs besides the module. */
export interface ReleaseTools {
  readonly registry: Registry;
  /** Version of this program, and the ranges of the libraries that its code imports. */
  readonly generatorVersion: string;
  readonly ranges: Ranges;
  /** YYYY-MM-DD. */
  readonly today: string;
  /** Remembers what samples became, for the check before as for this. */
  readonly cache?: OutcomeCache;
}

/** A plan and what it was made from. */
export interface PreparedRelease {
  readonly plan: ReleasePlan;
  readonly source: ModuleSource;
  /** What became of samples; absent where there are no events. */
  readonly gate?: GateReport;
  /** Schema digests of the events in the latest release. */
  readonly known: ReadonlySet<string>;
}

/** Compares a module with its latest release and plans; writes nothing. */
export async function prepareRelease(source: ModuleSource, tools: ReleaseTools): Promise<PreparedRelease> {
  const { image, accepted, policies, upcasts, files, commit, show } = source;
  const module = image.module.name;
  const latest = await tools.registry.find(module);
  const base = { label: latest?.release.version ?? "nothing", set: latest?.set ?? { files: [] }, releases: [] };
  const stored = samplesOf(tools.registry);
  const { today, cache } = tools;
  const { verdict, gate } = await checkModule({
    ...{ image, base, policies, accepted, upcasts, files },
    stored,
    attests: true,
    today,
    ...(cache && { cache }),
  });
  const digest = releaseDigest({ set: image.set, files: filesOf(source), generatorVersion: tools.generatorVersion });
  const plan = planRelease({ module, commit, digest, ...latestOf(latest), verdict: withExternalPaths(verdict, show) });
  const known = new Set((latest?.release.events ?? []).map((event) => event.schemaDigest));
  return { plan, source, known, ...(gate && { gate }) };
}

/** What became of a release. */
export type Applied =
  | { readonly kind: "done"; readonly tarball: string; readonly created: boolean }
  | { readonly kind: "invalid"; readonly findings: readonly PlannedFinding[] };

/**
 * Carries a plan out: the package is built and written to `out`, then the registry is told. What the registry refuses leaves no
 * tarball behind. An unchanged module gets the tarball of its release again.
 */
export async function applyRelease(prepared: PreparedRelease, tools: ReleaseTools, out: string): Promise<Applied> {
  const { plan, source } = prepared;
  if (plan.kind === "blocked") throw new Error("a blocked release cannot be carried out");
  const built = await buildPackage(await specOf(plan, source, tools), tools.ranges);
  if (built.kind === "invalid")
    return { kind: "invalid", findings: built.diagnostics.map(diagnosticFinding).map(plannedFinding) };
  const path = join(out, plan.tarball);
  await writeAtomically(path, tarball(built.files));
  if (plan.kind === "unchanged") return { kind: "done", tarball: path, created: false };
  try {
    return {
      kind: "done",
      tarball: path,
      created: await publish(await publicationOf(plan, prepared, tools), tools.registry),
    };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

type Carried = Exclude<ReleasePlan, { kind: "blocked" }>;

async function specOf({ module, version, digest, commit }: Carried, source: ModuleSource, tools: ReleaseTools) {
  const { image, upcasts, sources } = source;
  const past = await moduleHistory(tools.registry, module, MOST_RELEASES, version);
  const history = changelog({ ...past, title: module, releases: [{ version, set: image.set }, ...past.releases] });
  return {
    ...{ module, version, digest, commit, upcasts, sources, changelog: history },
    generatorVersion: tools.generatorVersion,
    set: image.set,
    events: packagedEvents(module, image.set),
  };
}

async function publicationOf(
  { module, version, packageName, commit, digest }: Carried,
  { source, gate: report, known }: PreparedRelease,
  tools: ReleaseTools,
) {
  const { set } = source.image;
  const stored = samplesOf(tools.registry);
  return {
    ...{ module, version, packageName, commit, files: filesOf(source) },
    descriptorSet: writeDescriptorSet(set),
    targets: set.files.flatMap((file) => (file.isImport ? [] : [file.path])),
    generatorVersion: tools.generatorVersion,
    ...(report && (await releaseSamples({ set, report, digest, known, stored }))),
  };
}

/** Upcasters, examples and goldens. */
function filesOf({ upcasts, files }: ModuleSource): { path: string; content: Uint8Array<ArrayBuffer> }[] {
  return [...upcasts, ...files].map(([path, text]) => ({ path, content: new TextEncoder().encode(text) }));
}

function latestOf(latest: Released | undefined) {
  if (latest === undefined) return {};
  const { version, digest, commit } = latest.release;
  return { latest: { version, digest, commit } };
}
