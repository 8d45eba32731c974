import { fromBinary, toJsonString } from "@bufbuild/protobuf";
import { registryOf } from "@postel/proto";
import type { FoundEvent } from "../service/find-event.ts";
import type { SampleRecord } from "../store/sample-store.ts";

/** A stored example. */
export interface SampleView {
  readonly name: string;
  readonly schemaDigest: string;
  /** Releases with the schema that wrote it, newest first. */
  readonly versions: readonly string[];
  /** The event in Protobuf's JSON; empty when this release cannot read it. */
  readonly json: string;
}

/** Reads a sample with the schema of the release that is shown. */
export function sampleView(
  { name, schemaDigest, data }: SampleRecord,
  { info, release, versions }: FoundEvent,
): SampleView {
  const holding = versions.filter((entry) => entry.schemaDigest === schemaDigest);
  return { name, schemaDigest, versions: holding.map((entry) => entry.version), json: json() };

  function json(): string {
    try {
      const event = fromBinary(info.desc, data);
      return toJsonString(info.desc, event, { registry: registryOf(release.set), prettySpaces: 2 });
    } catch {
      return "";
    }
  }
}
