import type { DescField } from "@bufbuild/protobuf";
import { access, maybeAccess } from "../names/property.ts";

/** Prints how a partition key is read from `event`: `event.orderId`, `event.order?.id`. */
export function printKey(path: readonly DescField[]): string {
  return path.reduce((of, field, depth) => {
    const read = depth === 0 ? access : maybeAccess;
    if (field.oneof === undefined) return `${of}${read(field.localName)}`;
    const oneof = `${of}${read(field.oneof.localName)}`;
    const value = `${oneof}.value`;
    return `(${oneof}${depth === 0 ? "." : "?."}case === ${JSON.stringify(field.localName)} ? ${value} : undefined)`;
  }, "event");
}
