import type { DescriptorSet } from "@postel/proto";
import type { WantedModule } from "../config/gen-config.ts";

/** A module as `gen` uses it. */
export interface ResolvedModule {
  readonly wanted: WantedModule;
  /** The release; absent when the schemas come from a source. */
  readonly version?: string;
  /** The npm package that holds the module's messages, such as `@shop/orders`. */
  readonly packageName: string;
  /** Release digest, or the digest of the schemas when they come from a source. */
  readonly digest: string;
  /** The module's files and their imports, marked as such. */
  readonly set: DescriptorSet;
}
