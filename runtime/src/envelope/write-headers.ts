import type { Envelope } from "@postel/proto";
import { RuntimeError } from "../errors.ts";
import { ATTRIBUTES } from "./headers-table.ts";
import { ATTRIBUTE_NAME, MAX_HEADER_LENGTH, MAX_HEADERS, MAX_ID_LENGTH } from "./limits.ts";
import { isPlain } from "./plain-text.ts";

/** Headers of one message; names are in lower case. */
export type Headers = Readonly<Record<string, string>>;

/** Media type of an event's bytes where the envelope names none. */
export const EVENT_MEDIA_TYPE = "application/protobuf";

/**
 * Writes an envelope, all but its data, as CloudEvents 1.0 headers in binary mode with the names of the Kafka binding
 * (`ce_id`, `content-type`). `readEnvelope` gives the same envelope back. Throws ENVELOPE_INVALID when it cannot travel.
 */
export function writeHeaders(envelope: Envelope): Headers {
  const headers: Record<string, string> = { ce_specversion: "1.0" };
  for (const [name, value] of Object.entries(envelope.attributes)) headers[`ce_${name}`] = value;
  for (const attribute of ATTRIBUTES) {
    const value = written(envelope, attribute);
    if (value !== undefined) headers[`ce_${attribute.name}`] = value;
  }
  headers["content-type"] = envelope.contentType || EVENT_MEDIA_TYPE;
  const problem = problemOf(envelope, headers);
  if (problem !== undefined) throw new RuntimeError("ENVELOPE_INVALID", [envelope.type, problem]);
  return headers;
}

function written(envelope: Envelope, attribute: (typeof ATTRIBUTES)[number]): string | undefined {
  try {
    return attribute.write(envelope);
  } catch (cause) {
    throw new RuntimeError("ENVELOPE_INVALID", [envelope.type, `${attribute.name} cannot be written`], { cause });
  }
}

function problemOf(envelope: Envelope, headers: Headers): string | undefined {
  const entries = Object.entries(headers);
  if (envelope.id === "" || envelope.id.length > MAX_ID_LENGTH)
    return `its id must have 1 to ${MAX_ID_LENGTH} characters`;
  if (envelope.type === "") return "it names no type";
  for (const name of Object.keys(envelope.attributes)) {
    if (!ATTRIBUTE_NAME.test(name)) return `attribute ${JSON.stringify(name)} must match ${ATTRIBUTE_NAME.source}`;
    if (headers[`ce_${name}`] !== envelope.attributes[name] || name === "specversion")
      return `attribute ${name} has a field of its own`;
  }
  const odd = entries.find(([, value]) => !isPlain(value));
  if (odd !== undefined) return `${odd[0]} holds control characters or half a surrogate pair`;
  const length = entries.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (length > MAX_HEADER_LENGTH) return `its headers hold ${length} characters, allowed are ${MAX_HEADER_LENGTH}`;
  return entries.length > MAX_HEADERS ? `it has ${entries.length} headers, allowed are ${MAX_HEADERS}` : undefined;
}
