import type { EventInfo } from "@postel/model";
import type { DescriptorSet } from "@postel/proto";

/** All that decides a module's npm package. The same content gives the same bytes. */
export interface PackageSpec {
  /** Such as `shop/orders`. */
  readonly module: string;
  /** npm semver. */
  readonly version: string;
  /** Release digest of the content. */
  readonly digest: string;
  /** Source commit; empty when unknown. */
  readonly commit: string;
  /** Version of this program, which generates the code. */
  readonly generatorVersion: string;
  /** The module's files with comments, and their imports marked as such. */
  readonly set: DescriptorSet;
  /** The module's own events. */
  readonly events: readonly PackagedEvent[];
  /** Text of the module's .proto files and `*.upcast.ts`, by path in the module. */
  readonly sources: ReadonlyMap<string, string>;
  /** The changelog, newest release first, in Markdown. */
  readonly changelog: string;
}

/** An event and the subpath of the package that holds it. */
export interface PackagedEvent {
  readonly info: EventInfo;
  /** Such as `v2/order-placed`. */
  readonly subpath: string;
}
