import { type BreakingConfig, defaultConfig, readBreakingConfig } from "@postel/compat";
import type { ConfiguredModule } from "@postel/compiler";

/** Reads how a module is checked. Without any buf.yaml buf takes the rules of v1. Throws CompatError when it makes no sense. */
export function moduleConfig({ document, folder }: ConfiguredModule): BreakingConfig {
  return document === undefined ? { ...defaultConfig, version: "v1" } : readBreakingConfig(document, folder);
}
