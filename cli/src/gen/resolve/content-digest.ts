import { releaseDigest } from "@postel/model";
import type { Released } from "../../sources/registry.ts";

/** The release digest of what was received, which must be the one that was announced. */
export function contentDigest({ release, set, files }: Released): string {
  return releaseDigest({ set, files, generatorVersion: release.generatorVersion });
}
