/** What clients say about a schema beside it. */
export interface Metadata {
  readonly tags?: Readonly<Record<string, readonly string[]>>;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly sensitive?: readonly string[];
}

/** The property in which clients ask for a version, and find it. */
const VERSION = "confluent:version";

/** Reads metadata from a request's JSON, drops what is empty or unknown, and writes it with sorted keys; empty when nothing is left. */
export function metadataText(value: unknown): string {
  if (typeof value !== "object" || value === null) return "";
  const { tags, properties, sensitive } = value as Record<string, unknown>;
  const kept = Object.entries({ tags, properties, sensitive }).filter(([, part]) => hasContent(part));
  return kept.length === 0 ? "" : JSON.stringify(sorted(Object.fromEntries(kept)));
}

/** Lays metadata over one another, the later over the earlier. */
export function mergedMetadata(...layers: readonly string[]): string {
  const all = layers.map(readMetadata);
  return metadataText({
    tags: Object.assign({}, ...all.map((each) => each.tags)),
    properties: Object.assign({}, ...all.map((each) => each.properties)),
    sensitive: [...new Set(all.flatMap((each) => each.sensitive ?? []))],
  });
}

/** The version that metadata name; undefined when they name none. */
export function versionIn(metadata: string): string | undefined {
  const { properties = {} } = readMetadata(metadata);
  return Object.hasOwn(properties, VERSION) ? String(properties[VERSION]) : undefined;
}

/** Metadata that name this version, or none. */
export function withVersion(metadata: string, version: number | undefined): string {
  const known = readMetadata(metadata);
  const { [VERSION]: _, ...properties } = known.properties ?? {};
  const named = version === undefined ? properties : { ...properties, [VERSION]: String(version) };
  return metadataText({ ...known, properties: named });
}

/** Reads metadata as metadataText writes them. */
export function readMetadata(metadata: string): Metadata {
  return metadata === "" ? {} : (JSON.parse(metadata) as Metadata);
}

function hasContent(part: unknown): boolean {
  return typeof part === "object" && part !== null && Object.keys(part).length > 0;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
