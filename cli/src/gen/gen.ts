import { basename, dirname, join } from "node:path";
import { CliError } from "../errors.ts";
import { findGenYaml, readIfThere } from "./config/find-gen-yaml.ts";
import { readGenConfig } from "./config/read-gen-config.ts";
import { EMPTY_LOCK, type GenLock } from "./lock/gen-lock.ts";
import { printGenLock } from "./lock/print-gen-lock.ts";
import { readGenLock } from "./lock/read-gen-lock.ts";
import { compare, type Disk, isGenerated } from "./plan/compare.ts";
import type { Difference, Plan, PlannedFile } from "./plan/plan.ts";
import { planHandlers } from "./plan/plan-handlers.ts";
import { planLock } from "./plan/plan-lock.ts";
import { consumedName, printCode } from "./plan/print-code.ts";
import type { Pinning } from "./resolve/from-registry.ts";
import { mergeModules } from "./resolve/merge-modules.ts";
import { resolveModules, type Shelves } from "./resolve/resolve-modules.ts";
import type { ResolvedModule } from "./resolve/resolved-module.ts";
import { selectEvents } from "./resolve/select-events.ts";

/** What to generate, and from where. */
export interface GenOptions extends Pinning {
  /** Path of `gen.yaml`; absent: the nearest one. */
  readonly config: string | undefined;
  readonly cwd: string;
  /** Version of this program. */
  readonly generator: string;
}

/** A plan, how the disk differs from it, and what it was made from. */
export interface Planned {
  /** The folder of `gen.yaml`. */
  readonly folder: string;
  readonly modules: readonly ResolvedModule[];
  readonly plan: Plan;
  readonly differences: readonly Difference[];
}

/** gen.yaml + gen.lock -> DescriptorSet -> model -> plugins -> Plan, compared with the disk. Writes nothing but the cache. */
export async function planGen(options: GenOptions, shelves: Shelves): Promise<Planned> {
  const { path, text } = await findGenYaml(options.config, options.cwd);
  const folder = dirname(path);
  const config = readGenConfig(text, path);
  const lockPath = basename(path).replace(/\.ya?ml$|$/, ".lock");
  const lock = await readLock(join(folder, lockPath));
  const modules = await resolveModules(config, lock, options, shelves);
  const set = mergeModules(modules);
  const selection = selectEvents(config, modules, set);
  const generated = (await printCode(set, modules, selection)).map(
    (file): PlannedFile => ({ path: `${config.out}/${file.path}`, text: file.text, kind: "generated" }),
  );
  const handlers = await planHandlers(set, selection.consumes.map(consumedName), {
    out: config.out,
    read: (name) => readIfThere(join(folder, name)),
  });
  const nextLock = printGenLock(planLock(options.generator, modules, selection, generated));
  const plan: Plan = {
    files: [...generated, ...handlers, { path: lockPath, text: nextLock, kind: "lock" }],
    stale: [...lock.outputs.keys()].filter((path) => !generated.some((file) => file.path === path)),
  };
  const disk = await readDisk(plan, folder);
  rejectForeign(plan, lock, disk);
  const differences = compare(plan, disk);
  if (options.frozen && differences.some(({ kind }) => kind === "lock"))
    throw new CliError(
      "GEN_LOCK_DRIFT",
      {},
      { where: join(folder, lockPath), why: "what was generated is not what it pins" },
    );
  return { folder, modules, plan, differences };
}

async function readLock(path: string): Promise<GenLock> {
  const text = await readIfThere(path);
  return text === undefined ? EMPTY_LOCK : readGenLock(text, path);
}

async function readDisk({ files, stale }: Plan, folder: string): Promise<Disk> {
  const paths = [...files.map(({ path }) => path), ...stale];
  return new Map(await Promise.all(paths.map(async (path) => [path, await readIfThere(join(folder, path))] as const)));
}

/** Nobody's own file is replaced: neither the lock knows it, nor does it say that it is generated. */
function rejectForeign({ files }: Plan, lock: GenLock, disk: Disk): void {
  const foreign = files.find(({ path, kind }) => {
    const found = disk.get(path);
    return kind === "generated" && found !== undefined && !lock.outputs.has(path) && !isGenerated(found);
  });
  if (foreign !== undefined) throw new CliError("NOT_GENERATED", { path: foreign.path });
}
