import type { DescMessage } from "@bufbuild/protobuf";
import { type Change, type ChangeJson, changeJson } from "@postel/compat";
import { type EventInfo, readModel } from "@postel/model";
import type { DescriptorSet } from "@postel/proto";
import { canHoldEvents } from "../sources/can-hold-events.ts";

/** A fact, and the events whose bytes it is about. */
export interface Fact extends ChangeJson {
  /** Full names; empty for what no event holds. */
  readonly events: readonly string[];
}

/** Says for every fact which events hold the type that it is about, in either version. */
export function factsByEvent(changes: readonly Change[], before: DescriptorSet, after: DescriptorSet): Fact[] {
  const holders = new Map<string, Set<string>>();
  for (const event of [...eventsOf(before), ...eventsOf(after)])
    for (const type of typesOf(event.desc)) {
      const events = holders.get(type) ?? new Set();
      holders.set(type, events.add(event.name));
    }
  return changes.map((change) => {
    const fact = changeJson(change);
    return { ...fact, events: [...(holders.get(fact.type) ?? [])].sort() };
  });
}

function eventsOf(set: DescriptorSet): readonly EventInfo[] {
  return canHoldEvents(set) ? readModel(set).events : [];
}

/** Full names of all types that an event's bytes can hold. */
function typesOf(event: DescMessage): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [event];
  for (let message = open.pop(); message !== undefined; message = open.pop()) {
    if (found.has(message.typeName)) continue;
    found.add(message.typeName);
    for (const field of message.fields) {
      // The proto names the message of a map's entries, which the field itself hides.
      if (field.proto.typeName !== "") found.add(field.proto.typeName.replace(/^\./, ""));
      if (field.enum !== undefined) found.add(field.enum.typeName);
      if (field.message !== undefined) open.push(field.message);
    }
  }
  return found;
}
