import type { DescField, DescMessage } from "@bufbuild/protobuf";
import { sameType } from "./likely-renames.ts";

/** The path in the target, such as `address.city`, that a field of the source most likely moved to; a guess for people. */
export function sunkInto(field: DescField, source: DescMessage, target: DescMessage): string | undefined {
  return placeIn(field, target, source);
}

/** The path in the source that a new field of the target most likely came from; a guess for people. */
export function liftedFrom(field: DescField, source: DescMessage, target: DescMessage): string | undefined {
  return placeIn(field, source, target);
}

/** Looks one message deep for a field of the same type: `city`, or `address_city`, in `address`. What `other` has there, too, did not move. */
function placeIn(field: DescField, message: DescMessage, other: DescMessage): string | undefined {
  for (const holder of message.fields) {
    if (holder.fieldKind !== "message" || holder.message.typeName.startsWith("google.protobuf.")) continue;
    const names = [field.name, withoutPrefix(field.name, holder.name)];
    const inner = holder.message.fields.find(({ name }) => names.includes(name));
    if (inner === undefined || !sameType(inner, field)) continue;
    const known = other.fields.find(({ name }) => name === holder.name)?.message?.fields ?? [];
    if (!known.some(({ name }) => name === inner.name)) return `${holder.name}.${inner.name}`;
  }
  return undefined;
}

function withoutPrefix(name: string, prefix: string): string {
  if (name.startsWith(`${prefix}_`)) return name.slice(prefix.length + 1);
  const rest = name.slice(prefix.length);
  return name.startsWith(prefix) && /^[A-Z]/.test(rest) ? rest.slice(0, 1).toLowerCase() + rest.slice(1) : name;
}
