import type { ConfigVersion } from "../rules/rule.ts";

/** The `breaking` section of a buf.yaml for one module; paths are relative to the module. */
export interface BreakingConfig {
  readonly version: ConfigVersion;
  /** Rule and category ids; empty: the default rules. */
  readonly use: readonly string[];
  readonly except: readonly string[];
  readonly ignore: readonly string[];
  /** Paths by rule or category id. */
  readonly ignoreOnly: ReadonlyMap<string, readonly string[]>;
  readonly ignoreUnstablePackages: boolean;
  /** True when buf's own rules are off. */
  readonly disableBuiltin: boolean;
}

/** What buf does without a buf.yaml. */
export const defaultConfig: BreakingConfig = {
  version: "v2",
  use: [],
  except: [],
  ignore: [],
  ignoreOnly: new Map(),
  ignoreUnstablePackages: false,
  disableBuiltin: false,
};
