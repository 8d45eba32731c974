import { type DescriptorSet, outlineOf } from "@postel/proto";

const EVENT_PROTO = "postel/v1/event.proto";

/** Tells whether a set may hold events, and all that is needed to read them: a bare image may lack imports. */
export function canHoldEvents({ files }: DescriptorSet): boolean {
  const paths = new Set(files.map((file) => file.path));
  return paths.has(EVENT_PROTO) && files.every((file) => outlineOf(file).imports.every((path) => paths.has(path)));
}
