import { type DescField, type DescMessage, getOption } from "@bufbuild/protobuf";
import { commentOf, type EventInfo, readModel } from "@postel/model";
import { type DescriptorSet, field as fieldOption } from "@postel/proto";
import { RegistryError } from "../errors.ts";
import type { FieldDocument, StoredEvent } from "../store/store.ts";
import { limits } from "./limits.ts";

/**
 * Describes the module's own events for search and pages. `version` is when a field is new that `previous`, the documents of the release
 * before, does not know. Throws RegistryError TOO_LARGE.
 */
export function eventDocuments(
  set: DescriptorSet,
  version: string,
  previous: readonly StoredEvent[],
): readonly StoredEvent[] {
  const before = new Map(previous.map((event) => [event.name, event]));
  const events = ownEvents(set);
  if (events.length > limits.events)
    throw new RegistryError("TOO_LARGE", { what: "the number of events", size: events.length, limit: limits.events });
  return events.map((event) => describe(event, version, before.get(event.name)));
}

/** The events in the set's own files. */
export function ownEvents(set: DescriptorSet): EventInfo[] {
  const own = new Set(set.files.filter((file) => !file.isImport).map((file) => file.path));
  return readModel(set).events.filter((event) => own.has(event.desc.file.proto.name));
}

function describe(event: EventInfo, version: string, before: StoredEvent | undefined): StoredEvent {
  const since = new Map(before?.document.fields.map((known) => [known.path, known.since]));
  return {
    name: event.name,
    schemaDigest: event.schemaDigest,
    document: {
      lineage: event.lineage,
      documentation: commentOf(event.desc),
      owner: event.owner,
      topic: event.topic,
      key: event.key,
      fields: fieldsBelow(event.desc).map(([path, field]) => document(path, field, since.get(path) ?? version)),
    },
  };
}

function document(path: string, field: DescField, since: string): FieldDocument {
  return { path, documentation: commentOf(field), since: getOption(field, fieldOption).since || since };
}

/** All fields at any depth, nearest first; a message that is on the way already is not entered again. */
function fieldsBelow(event: DescMessage): [string, DescField][] {
  const found: [string, DescField][] = [];
  const waiting: { prefix: string; message: DescMessage; above: readonly DescMessage[] }[] = [
    { prefix: "", message: event, above: [] },
  ];
  for (const { prefix, message, above } of waiting) {
    for (const field of message.fields) {
      if (found.length === limits.indexedFields) return found;
      const path = `${prefix}${field.name}`;
      found.push([path, field]);
      const inner = field.message;
      if (inner !== undefined && inner !== message && !above.includes(inner) && !isWellKnown(inner))
        waiting.push({ prefix: `${path}.`, message: inner, above: [...above, message] });
    }
  }
  return found;
}

function isWellKnown(message: DescMessage): boolean {
  return message.file.proto.package === "google.protobuf";
}
