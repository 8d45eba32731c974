import { isDeepStrictEqual } from "node:util";
import type { BreakingConfig } from "@postel/compat";
import type { DescriptorSet } from "@postel/proto";
import { CliError } from "../errors.ts";
import type { ModuleImage } from "../sources/load-images.ts";

/** One module on both sides, and the configuration of the newer one. */
export interface ImagePair {
  readonly before: DescriptorSet;
  readonly after: DescriptorSet;
  readonly config: BreakingConfig;
}

/**
 * Pairs the modules of two inputs by their order, as buf does. New modules are left out where one configuration rules
 * all. Throws CliError MODULES_DIFFER when the sides cannot be paired.
 */
export function pairImages(before: readonly ModuleImage[], after: readonly ModuleImage[]): ImagePair[] {
  const kept = before.length < after.length && haveOneConfig(after) ? known(before, after) : after;
  if (kept.length !== before.length)
    throw new CliError("MODULES_DIFFER", { input: `${after.length}`, against: `${before.length}` });
  return kept.map(({ set, config }, at) => ({ before: before[at]?.set ?? { files: [] }, after: set, config }));
}

function haveOneConfig(images: readonly ModuleImage[]): boolean {
  return images.every(({ config }) => isDeepStrictEqual(config, images[0]?.config));
}

/** The newer modules of which an older one holds a file; each older one counts once. */
function known(before: readonly ModuleImage[], after: readonly ModuleImage[]): ModuleImage[] {
  const free = new Set(before);
  return after.filter(({ set }) => {
    const paths = new Set(ownPaths(set));
    const match = [...free].find((image) => ownPaths(image.set).some((path) => paths.has(path)));
    return match !== undefined && free.delete(match);
  });
}

function ownPaths({ files }: DescriptorSet): string[] {
  return files.filter((file) => !file.isImport).map((file) => file.path);
}
