import type { SchemaRef } from "@postel/proto";
import type { EventMajor } from "../event/event-major.ts";

/**
 * Tells whether an event may have been written with a newer minor than the reader's: its digest is another, and its
 * release is not known to be an older one.
 */
export function isNewerMinor(schema: SchemaRef | undefined, event: EventMajor): boolean {
  if (schema === undefined || schema.digest === "" || schema.digest === event.digest) return false;
  const [written, read] = [parts(schema.version), parts(event.version)];
  if (written === undefined || read === undefined || schema.module !== event.module) return true;
  const differs = written.findIndex((part, at) => part !== read[at]);
  return differs < 0 || (written[differs] ?? 0) > (read[differs] ?? 0);
}

function parts(version: string): number[] | undefined {
  const match = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})$/.exec(version);
  return match?.slice(1).map(Number);
}
