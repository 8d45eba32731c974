import { create, fromBinary } from "@bufbuild/protobuf";
import { type Envelope, EnvelopeSchema } from "@postel/proto";
import { ATTRIBUTES } from "./headers-table.ts";
import { ATTRIBUTE_NAME, MAX_BODY_LENGTH, MAX_HEADER_LENGTH, MAX_HEADERS, MAX_ID_LENGTH } from "./limits.ts";
import { EVENT_MEDIA_TYPE, type Headers } from "./write-headers.ts";

/** Media type of a body that is a whole encoded `postel.v1.Envelope`. */
export const ENVELOPE_MEDIA_TYPE = "application/vnd.postel.v1.envelope";

/** An envelope, or why the message has none. */
export type EnvelopeResult =
  | { readonly kind: "ok"; readonly envelope: Envelope }
  | { readonly kind: "malformed"; readonly problem: string };

/** Reads the envelope of a message; its data is the body, not a copy. Never throws. */
export function readEnvelope(body: Uint8Array, headers: Headers): EnvelopeResult {
  const entries = Object.entries(headers);
  const oversize = oversizeOf(body, entries);
  if (oversize !== undefined) return { kind: "malformed", problem: oversize };
  const contentType = entries.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  if (mediaType(contentType) === ENVELOPE_MEDIA_TYPE) return readWhole(body);
  return checked(readBinaryMode(body, contentType, entries));
}

function oversizeOf(body: Uint8Array, entries: [string, string][]): string | undefined {
  if (body.length > MAX_BODY_LENGTH) return `${body.length} bytes, read are at most ${MAX_BODY_LENGTH}`;
  if (entries.length > MAX_HEADERS) return `${entries.length} headers, read are at most ${MAX_HEADERS}`;
  const length = entries.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (length <= MAX_HEADER_LENGTH) return undefined;
  return `${length} characters of headers, read are at most ${MAX_HEADER_LENGTH}`;
}

function readWhole(body: Uint8Array): EnvelopeResult {
  try {
    return checked(fromBinary(EnvelopeSchema, body));
  } catch (thrown) {
    return { kind: "malformed", problem: `the body is no envelope: ${String(thrown)}` };
  }
}

function checked(envelope: Envelope): EnvelopeResult {
  const problem = envelopeProblem(envelope);
  return problem === undefined ? { kind: "ok", envelope } : { kind: "malformed", problem };
}

function envelopeProblem(envelope: Envelope): string | undefined {
  const version = envelope.attributes.specversion;
  if (version !== undefined) return `CloudEvents ${version}, read is 1.0`;
  if (envelope.type === "") return "no type: neither a header ce_type nor an envelope";
  if (envelope.id === "") return "no id: duplicates of it could not be recognised";
  return envelope.id.length > MAX_ID_LENGTH ? `an id of ${envelope.id.length} characters` : undefined;
}

function readBinaryMode(body: Uint8Array, contentType: string, entries: [string, string][]): Envelope {
  const envelope = create(EnvelopeSchema, { data: body });
  for (const [header, value] of entries) {
    const name = attributeName(header.toLowerCase(), envelope);
    if (name === undefined || (name === "specversion" && /^1(\.|$)/.test(value))) continue;
    if (!readAttribute(name, value, envelope)) envelope.attributes[name] = value;
  }
  if (mediaType(contentType) !== EVENT_MEDIA_TYPE) envelope.contentType = contentType;
  return envelope;
}

const byName = new Map(ATTRIBUTES.map((attribute) => [attribute.name, attribute]));

function readAttribute(name: string, value: string, envelope: Envelope): boolean {
  try {
    return byName.get(name)?.read(value, envelope) ?? false;
  } catch {
    return false;
  }
}

/** Kafka's binding prefixes names with `ce_`, HTTP's with `ce-`, AMQP's with `cloudEvents:` or `cloudEvents_`. */
const PREFIX = /^(?:ce[_-]|cloudevents[:_])/;

function attributeName(header: string, envelope: Envelope): string | undefined {
  // Tracing libraries write these two without a prefix; the event's own win.
  if (header === "traceparent" || header === "tracestate") return envelope[header] === "" ? header : undefined;
  const prefix = header.startsWith("ce_") ? 3 : (PREFIX.exec(header)?.[0].length ?? 0);
  const name = header.slice(prefix);
  return prefix > 0 && (byName.has(name) || ATTRIBUTE_NAME.test(name)) ? name : undefined;
}

function mediaType(contentType: string): string {
  return (contentType.split(";")[0] ?? "").trim().toLowerCase();
}
