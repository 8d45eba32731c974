import { dirname } from "node:path";
import type { Registry } from "../../sources/registry.ts";
import type { GenConfig } from "../config/gen-config.ts";
import type { GenLock } from "../lock/gen-lock.ts";
import { fromRegistry, type Pinning } from "./from-registry.ts";
import { fromSource } from "./from-source.ts";
import type { ReleaseCache } from "./release-cache.ts";
import type { ResolvedModule } from "./resolved-module.ts";

/** Where modules are looked up. */
export interface Shelves {
  /** Connects to nothing before it is asked. */
  readonly openRegistry: (url: string) => Registry;
  readonly cache: ReleaseCache;
}

/**
 * Finds every module of `gen.yaml`: the release that `gen.lock` pins while it satisfies the range, else the highest one.
 * Throws CliError when a module or release is missing, is not what the lock pins, or its schemas do not compile.
 */
export async function resolveModules(
  config: GenConfig,
  lock: GenLock,
  pinning: Pinning,
  { openRegistry, cache }: Shelves,
): Promise<ResolvedModule[]> {
  const { from, modules } = config;
  if (from.kind === "source") return fromSource(from.input, modules, dirname(config.file));
  const registry = openRegistry(from.url);
  const found = await Promise.allSettled(
    modules.map((wanted) => fromRegistry(wanted, lock.modules.get(wanted.name), pinning, { registry, cache })),
  );
  // The first in the file's order, whichever answer came first.
  return found.map((result) => {
    if (result.status === "rejected") throw result.reason;
    return result.value;
  });
}
