import type { JsonValue } from "@bufbuild/protobuf";

/** An event as an earlier release wrote it. */
export interface StoredSample {
  /** Full name of the event. */
  readonly event: string;
  /** Such as `two-lines` or `generated-all-set`. */
  readonly name: string;
  /** Schema digest of the event that wrote it: `sha256:` and 64 hexadecimal digits. */
  readonly schema: string;
  readonly data: Uint8Array;
  /** The event as ProtoJSON, for people. */
  readonly json: JsonValue;
  readonly origin: "example" | "registry" | "golden" | "generated";
}

/** What identifies the content of a sample, whatever it is called. */
export function contentKey({ event, data }: Pick<StoredSample, "event" | "data">): string {
  return `${event} ${Buffer.from(data).toString("base64")}`;
}
