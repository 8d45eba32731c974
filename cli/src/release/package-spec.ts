import type { DescriptorSet } from "@postel/proto";
import type { UpcastFiles } from "../upcasts/upcast-files.ts";

/** What decides a module's code. */
export interface CodeSpec {
  /** Such as `shop/orders`. */
  readonly module: string;
  /** npm semver. */
  readonly version: string;
  /** The module's files with comments, and their imports marked as such. */
  readonly set: DescriptorSet;
  /** The module's own events, by name. */
  readonly events: readonly PackagedEvent[];
  /** Text of the module's `*.upcast.ts`, by path in the module. */
  readonly upcasts: UpcastFiles;
}

/** All that decides a module's npm package. The same content gives the same bytes. */
export interface PackageSpec extends CodeSpec {
  /** Release digest of the content. */
  readonly digest: string;
  /** Source commit; empty when unknown. */
  readonly commit: string;
  /** Version of this program, which generates the code. */
  readonly generatorVersion: string;
  /** Content of the module's .proto files, by path in the module. */
  readonly sources: ReadonlyMap<string, Uint8Array>;
  /** The changelog, newest release first, in Markdown. */
  readonly changelog: string;
}

/** An event as a package presents it. */
export interface PackagedEvent {
  /** Full name. */
  readonly name: string;
  /** Name within its package. */
  readonly relativeName: string;
  /** Subpath of the package that holds it, such as `v2/order-placed`. */
  readonly subpath: string;
  /** Path of its .proto file. */
  readonly path: string;
  readonly schemaDigest: string;
  readonly topic: string;
  /** Path of the key's field; empty when it has none. */
  readonly key: string;
  readonly owner: string;
  /** The author's comment; empty when there is none. */
  readonly documentation: string;
}
