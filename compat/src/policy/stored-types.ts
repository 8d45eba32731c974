import { eventOf } from "../diff/diff-events.ts";
import type { EnumElement, MessageElement } from "../schema/elements.ts";
import { kindOf, typeNameOf } from "../schema/kinds.ts";
import { findEnum, findMessage, type Schema } from "../schema/schema.ts";
import { readableUntil } from "./readable-until.ts";

const EVENT_PROTO = "postel/v1/event.proto";

/**
 * Full names of the messages and enums that stored bytes of a schema's events can hold; events whose sunset and retention
 * have passed today (YYYY-MM-DD) have none any more.
 */
export function storedTypes(schema: Schema, today: string): ReadonlySet<string> {
  const found = new Map<string, MessageElement | EnumElement>();
  const open = [...schema.files.values()]
    .filter((file) => file.imports.includes(EVENT_PROTO))
    .flatMap((file) => file.elements.messages.filter((message) => isStored(message, today)));
  for (let message = open.pop(); message !== undefined; message = open.pop()) {
    if (found.has(message.fullName)) continue;
    found.set(message.fullName, message);
    for (const type of referredTypes(schema, message))
      if (type.kind === "message") open.push(type);
      else found.set(type.fullName, type);
  }
  return new Set(found.keys());
}

function isStored(message: MessageElement, today: string): boolean {
  const event = eventOf(message);
  if (event === undefined) return false;
  const until = readableUntil(event);
  return until === undefined || today < until;
}

function referredTypes(schema: Schema, message: MessageElement): (MessageElement | EnumElement)[] {
  return message.fields.flatMap((field) => {
    const kind = kindOf(field);
    const name = typeNameOf(field);
    if (name === "") return [];
    const type = kind === "enum" ? findEnum(schema, name) : findMessage(schema, name);
    return type === undefined ? [] : [type];
  });
}
